import { mkdtemp, open as openFile, readdir, readFile, rm, truncate, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { JournalRecord } from '#shared/bridge/hostContract.ts';
import { DiskReserve } from './diskReserve.ts';
import { Journal, peekJournal } from './journal.ts';

let folder = '';
const newId = uuidMaker({ now: () => 1, ticks: () => 1 }, seeded(3).bytes);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(segmentBytes = 8 * 1024 * 1024): Promise<Journal> {
  return Journal.open({ folder, newId, reserve: new DiskReserve(join(folder, 'reserve'), 0), segmentBytes });
}

function op(lseq: number): JournalRecord {
  return { type: 'op', lseq, body: { id: `op-${lseq}`, text: 'ä'.repeat(lseq % 7) } };
}

async function numbers(journal: Journal, after = 0): Promise<number[]> {
  const all: number[] = [];
  for await (const batch of journal.read(after)) all.push(...batch.map(({ lseq }) => lseq));
  return all;
}

describe('a journal', () => {
  it('gives back after a restart what it acknowledged, in order of the numbers', async () => {
    const first = await open();
    await first.append([op(2), op(3)]);
    await first.append([op(1), { type: 'result', lseq: 2, body: { status: 'applied' } }]);
    const { device } = first.state();
    await first.close();
    const second = await open();
    expect(second.state()).toEqual({ device, lastLseq: 3, records: 4, problems: [] });
    expect(await numbers(second)).toEqual([1, 2, 2, 3]);
    expect(await numbers(second, 2)).toEqual([3]);
    await second.close();
    const seen: JournalRecord[] = [];
    for await (const record of peekJournal(folder, 0)) seen.push(record);
    expect(seen.map(({ type }) => type)).toEqual(['op', 'op', 'result', 'op']);
    expect(seen[0]?.body).toEqual(op(1).body);
  });

  it('answers many writers at once, each after its own records', async () => {
    const journal = await open(2000);
    await Promise.all(Array.from({ length: 200 }, (_, at) => journal.append([op(at + 1)])));
    expect((await readdir(folder)).filter((name) => name.endsWith('.journal')).length).toBeGreaterThan(2);
    expect(await numbers(journal)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    await journal.close();
    const again = await open(2000);
    expect(again.state().lastLseq).toBe(200);
    await again.close();
  });

  it('acknowledges nothing that was not synced, and goes on after a failed sync', async () => {
    const journal = await open();
    const probe = await openFile(join(folder, 'probe'), 'w');
    const sync = vi.spyOn(Object.getPrototypeOf(probe) as FileHandle, 'datasync');
    await probe.close();
    await journal.append([op(1)]);
    expect(sync).toHaveBeenCalledTimes(1);
    sync.mockRejectedValueOnce(Object.assign(new Error('input/output error'), { code: 'EIO' }));
    await expect(journal.append([op(2)])).rejects.toMatchObject({ code: 'files/failed' });
    expect(journal.state().lastLseq).toBe(1);
    await journal.append([op(2)]);
    sync.mockRestore();
    await journal.close();
    const again = await open();
    expect(again.state().problems).toEqual([]);
    expect(await numbers(again)).toEqual([1, 2]);
    await again.close();
  });

  it('lets old segments go once the server has what is in them, and only then', async () => {
    const change = (lseq: number, local = false): JournalRecord => ({ type: 'op', lseq, body: { project: 'p', local, op: { id: `op-${lseq}` } } });
    const answer = (lseq: number, status = 'applied'): JournalRecord => ({ type: 'result', lseq, body: { ops: [`op-${lseq}`], result: { status } } });
    const write = async (records: readonly JournalRecord[]): Promise<void> => {
      const journal = await open(1);
      for (const record of records) await journal.append([record]);
      await journal.close();
    };
    const left = async (before: number): Promise<string> => {
      const journal = await Journal.open({ folder, newId, reserve: new DiskReserve(join(folder, 'reserve'), 0), segmentBytes: 1, retireBefore: before });
      expect(journal.state()).toMatchObject({ lastLseq: 9, problems: [] });
      const found: string[] = [];
      for await (const batch of journal.read(0)) found.push(...batch.map(({ type, lseq }) => `${type} ${lseq}`));
      await journal.close();
      return found.join(', ');
    };
    const later = Date.now() + 60_000;
    await write([change(1), answer(1), change(2), change(3, true), answer(3), change(9), answer(9, 'rejected')]);
    expect(await left(0)).toBe('op 1, result 1, op 2, op 3, result 3, op 9, result 9');
    expect(await left(later)).toBe('op 2, op 3, result 3, op 9, result 9');
    await write([answer(2)]);
    expect(await left(later)).toBe('result 2, op 3, result 3, op 9, result 9');
  });

  it('knows its newest number after all that carried it is gone, and keeps what its author has not seen', async () => {
    const old = Date.now() + 60_000;
    const reopen = (): Promise<Journal> => Journal.open({ folder, newId, reserve: new DiskReserve(join(folder, 'reserve'), 0), segmentBytes: 1, retireBefore: old });
    const change: JournalRecord = { type: 'op', lseq: 5, body: { project: 'p', local: false, op: { id: 'x' } } };
    const refused: JournalRecord = { type: 'result', lseq: 5, body: { ops: ['x'], result: { status: 'rejected' } } };
    const first = await open(1);
    for (const record of [change, refused, { type: 'mark', lseq: 5, body: {} } as const]) await first.append([record]);
    await first.close();
    const second = await reopen();
    expect(await numbers(second)).toEqual([5, 5, 5]);
    await second.append([{ type: 'mark', lseq: 5, body: { discarded: 'x' } }]);
    await second.renewDevice();
    await second.close();
    const third = await reopen();
    expect(await numbers(third)).toEqual([]);
    expect(third.state().lastLseq).toBe(5);
    await third.close();
  });

  it('lets one writer in, and takes over what a dead one left', async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({ code: 'journal/locked' });
    await first.close();
    await writeFile(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, started: 'boot:1' }));
    await (await open()).close();
    await writeFile(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: 'another-boot:1' }));
    await (await open()).close();
    await writeFile(join(folder, 'lock'), '');
    await (await open()).close();
    expect((await readdir(folder)).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('renews its device for good', async () => {
    const first = await open();
    const before = first.state().device;
    const renewed = await first.renewDevice();
    expect(renewed).not.toBe(before);
    await first.close();
    const again = await open();
    expect(again.state().device).toBe(renewed);
    await again.close();
  });

  it('cuts a torn tail of the last segment and goes on behind it', async () => {
    const first = await open();
    await first.append([op(1)]);
    await first.append([op(2)]);
    await first.close();
    const path = join(folder, '00000001.journal');
    await truncate(path, (await readFile(path)).length - 3);
    const second = await open();
    expect(second.state()).toMatchObject({ lastLseq: 1, problems: [] });
    await second.append([op(2)]);
    await second.close();
    const third = await open();
    expect(await numbers(third)).toEqual([1, 2]);
    expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toEqual([]);
    await third.close();
  });

  it('sets a damaged segment aside, keeps the good records and says so', async () => {
    const first = await open(400);
    for (let lseq = 1; lseq <= 30; lseq += 1) await first.append([op(lseq)]);
    await first.close();
    const path = join(folder, '00000002.journal');
    const bytes = await readFile(path);
    const at = bytes.indexOf('op-');
    bytes[at] = 0;
    await writeFile(path, bytes);
    const second = await open(400);
    expect(second.state().problems).toHaveLength(1);
    expect(await numbers(second)).toHaveLength(29);
    expect(await readFile(`${path}.damaged`)).toEqual(bytes);
    await second.close();
    const third = await open(400);
    expect(third.state().problems).toEqual([]);
    expect(await numbers(third)).toHaveLength(29);
    await third.close();
  });

  it('keeps a last record that was whole once, for whoever looks into it', async () => {
    const first = await open();
    await first.append([op(1)]);
    await first.append([op(2)]);
    await first.close();
    const path = join(folder, '00000001.journal');
    const bytes = await readFile(path);
    bytes[bytes.length - 2] = 0;
    await writeFile(path, bytes);
    const second = await open();
    expect(second.state().problems).toHaveLength(1);
    expect(await numbers(second)).toEqual([1]);
    await second.close();
  });
});
