import type { z } from 'zod';
import { AppError, errorCode } from '#shared/base/errors.ts';
import type { uploadProgress } from '#shared/bridge/hostContract.ts';
import { itemsAnswer, type RemoteItem } from '#shared/sync/messages.ts';
import { hashFile } from '../blobs/blobStore.ts';
import type { Looker } from '../media/looker.ts';
import type { ItemIndex, PlacedItem } from '../projects/itemIndex.ts';
import type { BlobTransfer } from './blobTransfer.ts';
import type { FetchItems } from '../projects/manifest.ts';
import { patiently } from './patiently.ts';
import type { AccountAsk, Sessions } from './sessions.ts';

type Progress = z.infer<typeof uploadProgress>;

export interface UploadJob {
  readonly account: string;
  readonly to: string;
  readonly index: ItemIndex;
  readonly looker: Looker;
  readonly sessions: Sessions;
  readonly transfer: BlobTransfer;
  readonly fetchItems: FetchItems;
  readonly signal: AbortSignal | null;
}

const ROWS = 200;
/** What concerns one file; anything else (network, sign-in) stops the job, which can be started again. */
const OF_THE_ITEM = /^(files|media)\//;

/**
 * Brings a local project's items to the server: bytes first, then manifest rows in batches, so that a row never names
 * bytes that are not there. What is already there is passed over, so a stopped job goes on where it was.
 */
export async function* uploadItems(job: UploadJob): AsyncGenerator<Progress> {
  const there = await known(job.fetchItems, job.signal);
  const items = await localItems(job);
  const total = items.reduce((sum, { item }) => sum + item.bytes, 0);
  let sent = 0;
  let rows: RemoteItem[] = [];
  for (const placed of items) {
    job.signal?.throwIfAborted();
    const { name, bytes, id } = placed.item;
    if (!there.has(id)) {
      const outcome = await uploadOne(job, placed);
      if (typeof outcome === 'string') yield { sent, total, done: false, name, problem: outcome };
      else rows.push(outcome);
    }
    sent += bytes;
    if (rows.length >= ROWS) rows = await sendRows(job, rows);
    yield { sent, total, done: false, name, problem: null };
  }
  await sendRows(job, rows);
  yield { sent, total, done: true, name: '', problem: null };
}

async function known(fetchItems: FetchItems, signal: AbortSignal | null): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let after: string | null = null;
  do {
    const page = await fetchItems(after, signal);
    for (const { id } of page.items) ids.add(id);
    after = page.next;
  } while (after !== null);
  return ids;
}

async function localItems({ index, signal }: UploadJob): Promise<PlacedItem[]> {
  const items: PlacedItem[] = [];
  for await (const step of index.progress(signal)) {
    for (const { id } of step.items) {
      const placed = await index.find(id);
      if (placed.place.kind === 'file') items.push(placed);
    }
  }
  return items;
}

/** The manifest row of an uploaded item, or the code of what kept it here. */
async function uploadOne(job: UploadJob, placed: PlacedItem): Promise<RemoteItem | string> {
  if (placed.item.media === 'sequence') return 'media/sequence-stays';
  try {
    return await sendItem(job, placed);
  } catch (error) {
    if (error instanceof AppError && OF_THE_ITEM.test(error.code)) return errorCode(error);
    throw error;
  }
}

async function sendItem({ index, looker, transfer, account, to, signal }: UploadJob, placed: PlacedItem): Promise<RemoteItem> {
  if (placed.place.kind !== 'file') throw new Error('invariant: only local items are uploaded');
  const path = await index.pathOf(placed.place);
  const looked = await looker.look(index, placed);
  if (looked.problem !== null) throw new AppError(looked.problem, `“${looked.name}” was not uploaded.`, { params: { name: looked.name } });
  const sha256 = index.factsOf(placed)?.sha256 ?? (await hashFile(path, signal));
  const mediaType = index.factsOf(placed)?.mediaType ?? 'application/octet-stream';
  await index.learn(placed, { sha256 });
  await patiently(() => transfer.uploadFile({ account, project: to, sha256, path, size: looked.bytes, mediaType, signal }), signal);
  const { id, name, media, bytes, width, height } = looked;
  return { id, name, media, sha256, size: bytes, mediaType, width, height };
}

async function sendRows({ sessions, account, to, signal }: UploadJob, items: readonly RemoteItem[]): Promise<RemoteItem[]> {
  const ask: AccountAsk = { method: 'POST', path: `/v1/projects/${to}/items`, json: { items }, signal };
  if (items.length > 0) await patiently(() => sessions.json(account, ask, itemsAnswer), signal);
  return [];
}
