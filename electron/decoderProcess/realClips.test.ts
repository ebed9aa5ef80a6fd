import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seeded } from '#shared/base/seeded.ts';
import { repositoryRoot } from '../../tests/support/repositoryRoot.ts';
import { ClipSession } from './clipSession.ts';
import { Demuxer } from './demuxer.ts';
import { FrameDecoder } from './frameDecoder.ts';
import { hashOf } from './frameImage.ts';

const FOLDER = join(repositoryRoot, '..', 'shared', 'data', 'video');
const SEEKS = 200;
const nobody = new AbortController().signal;

/** Every picture of the clip, in a row from the first packet to the last, without any index. */
function inARow(path: string): string[] {
  const demuxer = Demuxer.open(path, 'clip');
  const decoder = new FrameDecoder(demuxer, { threads: 2, name: 'clip' });
  const hashes: string[] = [];
  while (decoder.next() !== null) hashes.push(hashOf(decoder.frame));
  decoder.close();
  demuxer.close();
  return hashes;
}

// Skipped where the folder of real clips does not lie beside the checkout.
test.skipIf(!existsSync(FOLDER)).each(['car-detection.mp4', 'bottle-detection.mp4', 'demo_video.mp4'])('%s: 200 frames at random are those of a decoding in a row', async (file) => {
  const path = join(FOLDER, file);
  const truth = inARow(path);
  const session = new ClipSession({ path, name: file }, { ticks: () => performance.now(), pause: () => setImmediate(), threads: 2, mostBytes: 2 ** 20 });
  let frames = 0;
  for await (const step of session.scan(nobody)) frames = step.index?.pts.length ?? frames;
  expect(frames).toBe(truth.length);
  const random = seeded(23);
  const asked = Array.from({ length: SEEKS }, () => random.below(frames));
  const proofs = await session.prove(asked, nobody);
  expect(proofs.filter(({ frame, sha256 }) => sha256 !== truth[frame])).toEqual([]);
  session.close();
}, 120_000);
