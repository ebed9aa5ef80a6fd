import { andThen, backwards, STILL, type Similarity } from '../geometry/similarity.ts';
import type { CameraPathRecord, CameraRecord } from './records.ts';

/**
 * A step of the camera as it is kept: `a - 1` and `b` of its similarity about the middle of the picture in millionths,
 * where that middle goes in hundredths of a pixel, and how many in a hundred places went along. Whole numbers, so that
 * every machine computes the same to the bit.
 */
export const STEP_NUMBERS = 5;
const PARTS = 1e6;
const HUNDREDTHS = 100;

/** A step with fewer places that went along, in a hundred, says nothing: the camera's way is broken there. */
export const LEAST_SHARE = 40;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The five numbers of a step; of what could not be told, all are 0. */
export function keptStep(step: { readonly similarity: Similarity; readonly share: number } | null, { width, height }: PictureSize): readonly number[] {
  if (step === null) return [0, 0, 0, 0, 0];
  const { a, b, dx, dy } = step.similarity;
  const [x, y] = [width / 2, height / 2];
  return [(a - 1) * PARTS, b * PARTS, (a * x - b * y + dx - x) * HUNDREDTHS, (b * x + a * y + dy - y) * HUNDREDTHS, step.share * 100].map((value) => Math.round(value) || 0);
}

/** The way of a camera through its clip: how the picture of one frame lies on that of another. */
export class CameraPath {
  /** Frames that were measured: the first whose step is not known. */
  readonly known: number;
  readonly #steps: Int32Array;
  readonly #size: PictureSize;
  /** From the first frame of its unbroken run to each frame: `a`, `b`, `dx`, `dy`. */
  readonly #ways: Float64Array;
  /** The first frame of the unbroken run each frame is in. */
  readonly #runs: Int32Array;

  constructor(parts: readonly Pick<CameraPathRecord, 'from' | 'steps'>[], size: PictureSize) {
    this.#size = size;
    this.#steps = joined(parts);
    this.known = this.#steps.length / STEP_NUMBERS;
    this.#ways = new Float64Array(this.known * 4);
    this.#runs = new Int32Array(this.known);
    let way = STILL;
    for (let frame = 0; frame < this.known; frame += 1) {
      const step = frame === 0 ? null : this.stepTo(frame);
      way = step === null ? STILL : andThen(way, step);
      this.#runs[frame] = step === null ? frame : (this.#runs[frame - 1] ?? frame);
      this.#ways.set([way.a, way.b, way.dx, way.dy], frame * 4);
    }
  }

  /** Of a hundred places, how many went along from the frame before. */
  shareOf(frame: number): number {
    return this.#steps[frame * STEP_NUMBERS + 4] ?? 0;
  }

  /** Pixels the middle of the picture moves before a frame; null where that is not known. */
  shiftTo(frame: number): number | null {
    const at = frame * STEP_NUMBERS;
    return frame < 1 || frame >= this.known || this.shareOf(frame) < LEAST_SHARE ? null : Math.hypot(this.#steps[at + 2] ?? 0, this.#steps[at + 3] ?? 0) / HUNDREDTHS;
  }

  /** What the picture did between the frame before and this one; null where that is not known. */
  stepTo(frame: number): Similarity | null {
    if (frame < 1 || frame >= this.known || this.shareOf(frame) < LEAST_SHARE) return null;
    const at = frame * STEP_NUMBERS;
    const [a, b] = [1 + (this.#steps[at] ?? 0) / PARTS, (this.#steps[at + 1] ?? 0) / PARTS];
    const [x, y] = [this.#size.width / 2, this.#size.height / 2];
    return { a, b, dx: x + (this.#steps[at + 2] ?? 0) / HUNDREDTHS - (a * x - b * y), dy: y + (this.#steps[at + 3] ?? 0) / HUNDREDTHS - (b * x + a * y) };
  }

  /** Brings what lies on one frame to where the ground under it is on another; null when the way between is not known. */
  between(from: number, to: number): Similarity | null {
    if (from === to) return STILL;
    if (from < 0 || to < 0 || from >= this.known || to >= this.known || this.#runs[from] !== this.#runs[to]) return null;
    return andThen(backwards(this.#wayOf(from)), this.#wayOf(to));
  }

  #wayOf(frame: number): Similarity {
    const at = frame * 4;
    return { a: this.#ways[at] ?? 1, b: this.#ways[at + 1] ?? 0, dx: this.#ways[at + 2] ?? 0, dy: this.#ways[at + 3] ?? 0 };
  }
}

/** What a document knows of its camera. */
export interface Camera {
  readonly record: CameraRecord;
  readonly path: CameraPath;
}

/** All steps from the first frame on, as far as there is no gap. */
function joined(parts: readonly Pick<CameraPathRecord, 'from' | 'steps'>[]): Int32Array {
  const ordered = parts.toSorted((one, other) => one.from - other.from);
  const steps: number[] = [];
  for (const part of ordered) if (part.from * STEP_NUMBERS === steps.length) for (const value of part.steps) steps.push(value);
  return Int32Array.from(steps);
}
