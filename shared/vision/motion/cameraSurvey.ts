import { seeded, type Seeded } from '../../base/seeded.ts';
import { mix, type Point } from '../../geometry/point.ts';
import { andThen, backwards, moved, STILL, type Similarity } from '../../geometry/similarity.ts';
import { cameraCorners, cameraPyramid, cameraStep, type CameraStep } from './cameraStep.ts';
import { flow } from './flow.ts';
import type { Luma, Pyramid } from './luma.ts';

/** Frames between the two a probe lies between. */
export const PROBE_SPAN = 10;
/** Every so many corners one is kept out of the measurement, to judge it. */
const HELD_OUT = 5;
const MOST_IN_WINDOW = 12;
/** Frames of a window on which a probe is read. */
const READ_ON = [2, 5, 8];
/** Numbers that are kept of all probes, four each. */
const MOST_NUMBERS = 4000;

/** Places that took no part in the measurement, on each frame since the window began. */
interface Window {
  readonly from: number;
  readonly ways: readonly (readonly Point[])[];
  /** From the window's first frame to each. */
  readonly camera: readonly Similarity[];
}

/**
 * Measures a camera frame by frame. Some corners are kept out of it and followed on their own: where they are between
 * two frames, against where interpolation would put them, tells what the measurement is worth.
 */
export class CameraSurvey {
  readonly #random: Seeded = seeded(1);
  #before: Pyramid | null = null;
  #corners: readonly Point[] = [];
  #window: Window | null = null;
  #probes: number[];
  #read = 0;

  /** `probes`: those of what was measured before. */
  constructor(probes: readonly number[] = []) {
    this.#probes = [...probes];
    this.#read = probes.length / 4;
  }

  /** Tenths of a pixel, four numbers a probe: right and down off plain interpolation, right and down off steady. A fair draw of all that were read. */
  get probes(): readonly number[] {
    return this.#probes;
  }

  /** The whole picture of the next frame. Null for the first one, and where too little was found again. */
  see(luma: Luma, frame: number): CameraStep | null {
    const now = cameraPyramid(luma);
    const before = this.#before;
    const step = before === null ? null : cameraStep({ from: before, to: now }, this.#corners.filter((_corner, at) => at % HELD_OUT !== 0), frame);
    if (before !== null) this.#probe({ from: before, to: now }, { step, frame });
    this.#before = now;
    this.#corners = cameraCorners(now);
    this.#window ??= { from: frame, camera: [STILL], ways: this.#corners.filter((_corner, at) => at % HELD_OUT === 0).slice(0, MOST_IN_WINDOW).map((corner) => [corner]) };
    return step;
  }

  #probe(passage: { readonly from: Pyramid; readonly to: Pyramid }, { step, frame }: { readonly step: CameraStep | null; readonly frame: number }): void {
    const window = this.#window;
    if (window === null) return;
    this.#window = null;
    if (step === null) return;
    const heads = window.ways.map((way) => way.at(-1) ?? [0, 0] as const);
    const ends = flow(passage, heads, { reach: 6, back: 0.4, guess: (at) => moved(step.similarity, at) });
    const ways = window.ways.flatMap((way, at) => {
      const end = ends[at] ?? null;
      return end === null ? [] : [[...way, end]];
    });
    const camera = [...window.camera, andThen(window.camera.at(-1) ?? STILL, step.similarity)];
    if (frame - window.from < PROBE_SPAN) this.#window = { from: window.from, ways, camera };
    else for (const way of ways) for (const at of READ_ON) this.#keep(offOn(way, camera, at));
  }

  /** A reservoir: each that was ever read has the same chance to be among those kept. */
  #keep(probe: readonly number[]): void {
    this.#read += 1;
    const room = MOST_NUMBERS / 4;
    if (this.#probes.length < MOST_NUMBERS) this.#probes.push(...probe);
    else {
      const at = this.#random.below(this.#read);
      if (at < room) this.#probes.splice(at * 4, 4, ...probe);
    }
  }
}

/** How far a place is from where plain and steady interpolation between its ends put it. */
function offOn(way: readonly Point[], camera: readonly Similarity[], at: number): readonly number[] {
  const [first, last, here] = [way[0], way[PROBE_SPAN], way[at]];
  const [now, end] = [camera[at], camera[PROBE_SPAN]];
  if (first === undefined || last === undefined || here === undefined || now === undefined || end === undefined) return [0, 0, 0, 0];
  const plain = mix(first, last, at / PROBE_SPAN);
  const steady = mix(moved(now, first), moved(andThen(backwards(end), now), last), at / PROBE_SPAN);
  return [plain[0] - here[0], plain[1] - here[1], steady[0] - here[0], steady[1] - here[1]].map((value) => Math.round(value * 10) || 0);
}
