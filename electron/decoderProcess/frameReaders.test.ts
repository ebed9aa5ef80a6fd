import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import { clipAt, hasFfmpeg } from '../../tests/support/clips.ts';
import type { FrameIndex } from '../services/video/frameIndex.ts';
import { Demuxer } from './demuxer.ts';
import { ExactFrames } from './exactFrames.ts';
import { FrameDecoder } from './frameDecoder.ts';
import { FrameReaders } from './frameReaders.ts';
import { scanClip } from './scanClip.ts';

const MOST = 3;
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** Readers of a clip of groups of 60, and how many frames they decoded. */
async function readersOf(file: string): Promise<{ readonly bring: (frame: number) => Promise<number>; opened: number }> {
  const path = clipAt(file);
  let index: FrameIndex | null = null;
  for await (const step of scanClip({ path, name: file, bytes: 1, promised: 0, ticks: () => performance.now(), breathe: () => setImmediate() })) index = step.index ?? index;
  const found = must(index, 'an index');
  const made = { opened: 0, bring: async (frame: number): Promise<number> => {
    let decoded = 0;
    await readers.bring({ frame, hurry: false, breathe: async () => undefined, onWay: () => void (decoded += 1) });
    return decoded;
  } };
  const readers = new FrameReaders({ index: found, most: MOST, open: () => {
    made.opened += 1;
    const demuxer = Demuxer.open(path, file);
    return new ExactFrames({ demuxer, decoder: new FrameDecoder(demuxer, { threads: 1, name: file }), index: found, name: file });
  } });
  ends.push(() => readers.close());
  return made;
}

describe.skipIf(!hasFfmpeg())('several readers', () => {
  it('go on from where they were left, each in its own part of a group', async () => {
    const made = await readersOf('h264.mp4');
    expect(await made.bring(50)).toBe(51);
    expect(await made.bring(20)).toBe(21);
    expect(await made.bring(52)).toBe(2);
    expect(await made.bring(23)).toBe(3);
    expect(made.opened).toBe(2);
  });

  it('are never more than allowed, and one that is of no use where it is goes elsewhere', async () => {
    const made = await readersOf('h264.mp4');
    for (const frame of [50, 110, 20, 80, 140, 5, 35, 95, 125]) await made.bring(frame);
    expect(made.opened).toBe(MOST);
    const alone = await readersOf('h264.mp4');
    for (let round = 0; round < 4; round += 1) for (const frame of [149, 148, 147]) await alone.bring(frame);
    expect(alone.opened).toBe(1);
  });
});
