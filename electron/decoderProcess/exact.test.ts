import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seeded } from '#shared/base/seeded.ts';
import { readBar } from '../../tests/support/barCode.ts';
import { clipAt, clipRecipes, hasFfmpeg, otherRecipes } from '../../tests/support/clips.ts';
import { ClipSession } from './clipSession.ts';
import { readMessage } from '../../tests/support/clipFrames.ts';

const SEEKS = 200;
const open: ClipSession[] = [];
const ports = { ticks: () => performance.now(), pause: () => setImmediate(), threads: 2, mostBytes: 2 ** 20 };
const nobody = new AbortController().signal;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-exact-'));
});
afterEach(() => {
  for (const session of open.splice(0)) session.close();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(path: string): Promise<{ readonly session: ClipSession; readonly frames: number; readonly by: string }> {
  const session = new ClipSession({ path, name: 'clip' }, ports);
  open.push(session);
  let [frames, by] = [0, ''];
  for await (const step of session.scan(nobody)) if (step.done) [frames, by] = [step.index?.pts.length ?? 0, step.index?.by ?? ''];
  return { session, frames, by };
}

describe.skipIf(!hasFfmpeg())('frames by number', () => {
  test('a clip that is closed in the middle of its work ends it, and frees nothing under it', async () => {
    const { session } = await opened(clipAt('h264.mp4'));
    const asked = session.frame(149, { form: 'planes' }, nobody);
    const later = session.prove([20, 90], nobody);
    session.travel({ at: 3, direction: 1, stride: 1, playing: false });
    session.close();
    await expect(later).rejects.toMatchObject({ code: 'video/not-open' });
    await Promise.allSettled([asked]);
    await expect(session.frame(1, { form: 'planes' }, nobody)).rejects.toMatchObject({ code: 'video/not-open' });
  });

  test.each([...clipRecipes, ...otherRecipes])('$file: 0 wrong of all in a row and of 200 at random', async ({ file, cell, firstShown }) => {
    const { session, frames } = await opened(clipAt(file));
    const numberOf = async (frame: number): Promise<number | null> => readBar(readMessage(await session.frame(frame, { form: 'planes' }, nobody), session.facts), cell);
    const first = (await numberOf(0)) ?? -1;
    if (firstShown === undefined) expect(first).toBe(0);
    const wrong: unknown[] = [];
    for (let frame = 0; frame < frames; frame += 1) if ((await numberOf(frame)) !== first + frame) wrong.push([frame, await numberOf(frame)]);
    const random = seeded(11);
    for (let seek = 0; seek < SEEKS; seek += 1) {
      const frame = random.below(frames);
      if ((await numberOf(frame)) !== first + frame) wrong.push(['seek', frame, await numberOf(frame)]);
    }
    expect(wrong).toEqual([]);
    expect(frames).toBeGreaterThan(40);
  }, 60_000);

  // Seconds of the film and where in it they begin; the recording itself begins at 1,024 of 12,800 ticks a second.
  test.each([
    ['two parts, the second not at a key frame', [[2, 0], [2, 3]], [[0, 49], [75, 124]]],
    ['the later part first', [[2, 3], [2, 0]], [[75, 124], [0, 49]]],
    ['the same part twice', [[1, 1], [1, 1]], [[25, 49], [25, 49]]],
    ['nothing for a second, then a part', [[1, null], [2, 1]], [[25, 74]]],
  ] as const)('an edit list of %s', async (_what, edits, shown) => {
    const path = join(folder, 'edits.mp4');
    writeFileSync(path, withEdits(readFileSync(clipAt('h264.mp4')), edits));
    const { session, frames } = await opened(path);
    const expected = shown.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_none, at) => from + at));
    expect(frames).toBe(expected.length);
    const random = seeded(29);
    const asked = [...expected.keys(), ...Array.from({ length: 60 }, () => random.below(frames))];
    const wrong: unknown[] = [];
    for (const frame of asked) {
      const number = readBar(readMessage(await session.frame(frame, { form: 'planes' }, nobody), session.facts), 8);
      if (number !== expected[frame]) wrong.push([frame, number]);
    }
    expect(wrong).toEqual([]);
  }, 30_000);
});

/** An MP4 whose head lies at its end, with another list of edits: seconds, and where in the recording they begin, null for nothing. */
function withEdits(bytes: Buffer, edits: readonly (readonly [number, number | null])[]): Buffer {
  const at = bytes.indexOf('elst') - 4;
  const old = bytes.readUInt32BE(at);
  const list = Buffer.alloc(16 + edits.length * 12);
  list.writeUInt32BE(list.length, 0);
  list.write('elst', 4);
  list.writeUInt32BE(edits.length, 12);
  for (const [row, [seconds, from]] of edits.entries()) {
    list.writeUInt32BE(seconds * 1000, 16 + row * 12);
    list.writeInt32BE(from === null ? -1 : 1024 + from * 12_800, 20 + row * 12);
    list.writeUInt32BE(0x1_0000, 24 + row * 12);
  }
  const grown = Buffer.concat([bytes.subarray(0, at), list, bytes.subarray(at + old)]);
  for (const box of ['moov', 'trak', 'edts'].map((type) => bytes.indexOf(type) - 4)) grown.writeUInt32BE(bytes.readUInt32BE(box) + list.length - old, box);
  return grown;
}
