import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { JournalRecord } from '#shared/bridge/hostContract.ts';
import { syncFolder } from '../files/writeDurable.ts';
import { scanRecords } from './journalCodec.ts';
import { decodeJournalRecord } from './journalEntry.ts';
import { segmentName, segmentNumbers } from './segmentFile.ts';

const opBody = z.object({ local: z.literal(false), op: z.object({ id: z.string() }) });
const resultBody = z.object({ ops: z.array(z.string()), result: z.object({ status: z.string() }) });
const markBody = z.object({ discarded: z.string() });

/**
 * Removes the oldest segments, one after the other, as long as the server has every op in them and they were last
 * written before `before`. Ops of projects without a server have no other copy than this machine and are never removed;
 * neither is what was refused and not yet looked at by its author.
 */
export async function retireSegments(folder: string, before: number): Promise<number> {
  const numbers = (await segmentNumbers(folder)).slice(0, -1);
  let removed = 0;
  let settled: ReadonlySet<string> | null = null;
  for (const number of numbers) {
    const path = join(folder, segmentName(number));
    if ((await stat(path)).mtimeMs >= before) break;
    const ops = opsOf(await recordsOf(path));
    if (ops === null) break;
    settled ??= await settledIn(folder);
    if (!ops.every((id) => settled?.has(id) === true)) break;
    await rm(path);
    removed += 1;
  }
  if (removed > 0) await syncFolder(folder);
  return removed;
}

/** Ids of a segment's ops; `null` when one of them must stay: it belongs to no server, or is not understood. */
function opsOf(records: readonly JournalRecord[]): readonly string[] | null {
  const parsed = records.filter(({ type }) => type === 'op').map(({ body }) => opBody.safeParse(body));
  return parsed.every((one) => one.success) ? parsed.map((one) => one.data.op.id) : null;
}

async function settledIn(folder: string): Promise<ReadonlySet<string>> {
  const settled = new Set<string>();
  for (const number of await segmentNumbers(folder)) {
    for (const { type, body } of await recordsOf(join(folder, segmentName(number)))) {
      const result = type === 'result' ? resultBody.safeParse(body) : null;
      if (result?.success === true && result.data.result.status !== 'rejected') for (const id of result.data.ops) settled.add(id);
      const mark = type === 'mark' ? markBody.safeParse(body) : null;
      if (mark?.success === true) settled.add(mark.data.discarded);
    }
  }
  return settled;
}

async function recordsOf(path: string): Promise<readonly JournalRecord[]> {
  return scanRecords(await readFile(path)).records.map(decodeJournalRecord);
}
