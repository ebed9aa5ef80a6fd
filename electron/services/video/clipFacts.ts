import type { ClipFacts } from '#shared/bridge/clipContract.ts';
import type { KeptIndex } from './clipIndexes.ts';
import type { StreamFacts } from './decoderContract.ts';
import { lowerBound } from './frameIndex.ts';

/** Frames whose distances are looked at to tell whether they are even; a clip is uneven all over or not at all. */
const SAMPLED = 4096;
/** Containers round times to their ticks, milliseconds at the coarsest. */
const ROUNDING = 0.0011;

/** What the window hears of a clip, from what the container says and what the scan found so far. */
export function clipFactsOf(tag: string, stream: StreamFacts, kept: KeptIndex | null): ClipFacts {
  const pts = kept?.index.pts ?? new Float64Array(0);
  const [num, den] = stream.timebase;
  const seconds = (ticks: number): number => (ticks * num) / den;
  const frames = pts.length;
  const span = frames > 1 ? seconds((pts[frames - 1] ?? 0) - (pts[0] ?? 0)) : 0;
  const rate = span > 0 ? (frames - 1) / span : 0;
  const last = rate > 0 ? 1 / rate : 0;
  return {
    tag, width: stream.width, height: stream.height, stored: stream.stored, pixelAspect: stream.pixelAspect, rotation: stream.rotation,
    frames, duration: span + last, rate, variableRate: isUneven(pts, seconds), codec: stream.codec, container: stream.container, chapters: chaptersOf(stream, pts),
    problems: [...(kept?.problems ?? [])],
  };
}

/** A frame belongs to the chapter its beginning lies in; chapters without a frame are left out. */
function chaptersOf({ chapters, timebase: [num, den] }: StreamFacts, pts: Float64Array): ClipFacts['chapters'] {
  const frameAt = (time: number | undefined): number => (time === undefined ? pts.length : lowerBound(pts, ((time - ROUNDING / 2) * den) / num));
  return chapters
    .map(({ title, from, to }, at) => ({ title, from: frameAt(from), to: frameAt(to ?? chapters[at + 1]?.from) - 1 }))
    .filter(({ from, to }) => from <= to);
}

function isUneven(pts: Float64Array, seconds: (ticks: number) => number): boolean {
  let [least, most] = [Infinity, 0];
  for (let at = 1; at < Math.min(pts.length, SAMPLED); at += 1) {
    const step = seconds((pts[at] ?? 0) - (pts[at - 1] ?? 0));
    least = Math.min(least, step);
    most = Math.max(most, step);
  }
  return most - least > 2 * ROUNDING;
}
