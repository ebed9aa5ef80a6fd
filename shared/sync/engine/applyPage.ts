import type { Uuid } from '../../base/id.ts';
import type { PullPage } from '../messages.ts';
import { replaceInHash } from '../rowHash.ts';
import type { BaseRow, StoreWriter, StreamRow } from './ports.ts';
import { prune } from './settle.ts';
import { bootAgain } from './streamRow.ts';

/** What a page did. */
export interface AppliedPage {
  readonly touched: readonly Uuid[];
  /** There is more to pull. */
  readonly more: boolean;
  /** Rows here and at the server did not add up, again: the stream starts over. */
  readonly diverged: boolean;
}

const NOTHING: AppliedPage = { touched: [], more: false, diverged: false };

/** Rows, cursor and queue in one transaction. A page that does not start at the cursor is old news and ignored. */
export async function applyPage(tx: StoreWriter, page: PullPage): Promise<AppliedPage> {
  const stream = await tx.stream(page.id as StreamRow['id']);
  if (stream === null || stream.cursor !== page.from) return NOTHING;
  if (stream.cursor > 0 && stream.cursor < page.floor) {
    await tx.putStream(bootAgain(stream));
    return { ...NOTHING, more: true };
  }
  const { hash, written } = await takeRows(tx, stream, page);
  const reached = page.next >= page.head;
  const { epoch, assignee, leaseUntil } = page;
  const next: StreamRow = { ...stream, cursor: page.next, head: page.head, epoch, assignee, leaseUntil, hash };
  await prune(tx, stream.id, page.rows.map((row) => row.id));
  if (!reached) {
    await tx.putStream(next);
    return { touched: written, more: true, diverged: false };
  }
  const left = stream.booting ? await dropLeftovers(tx, next) : [];
  return { ...(await compareHash(tx, { ...next, booting: false }, page.hash)), touched: [...written, ...left] };
}

async function takeRows(tx: StoreWriter, stream: StreamRow, page: PullPage): Promise<{ readonly hash: string; readonly written: readonly Uuid[] }> {
  const held = new Map((await tx.base(stream.id, page.rows.map((row) => row.id))).map((row) => [row.id, row]));
  const rows: BaseRow[] = [];
  let hash = stream.hash;
  for (const row of page.rows) {
    const before = held.get(row.id);
    const counted = before !== undefined && before.generation === stream.generation ? before : null;
    if (counted !== null && counted.seq >= row.seq) continue;
    hash = replaceInHash(hash, counted, row);
    rows.push({ ...row, stream: stream.id, generation: stream.generation });
  }
  await tx.putBase(rows);
  return { hash, written: rows.map((row) => row.id) };
}

/** Rows of the time before the bootstrap that the server did not send again do not exist any more. */
async function dropLeftovers(tx: StoreWriter, stream: StreamRow): Promise<readonly Uuid[]> {
  const gone = (await tx.baseOf(stream.id)).filter((row) => row.generation < stream.generation).map((row) => row.id);
  await tx.deleteBase(stream.id, gone);
  return gone;
}

/** One difference may be a page read between two writes; two in a row are not. The server's sum is never adopted. */
async function compareHash(tx: StoreWriter, stream: StreamRow, hash: string): Promise<Pick<AppliedPage, 'more' | 'diverged'>> {
  if (stream.hash === hash) {
    await tx.putStream({ ...stream, mismatches: 0 });
    return { more: false, diverged: false };
  }
  const diverged = stream.mismatches >= 1;
  await tx.putStream(diverged ? bootAgain(stream) : { ...stream, mismatches: stream.mismatches + 1 });
  return { more: true, diverged };
}
