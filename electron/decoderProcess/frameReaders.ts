import { keyBefore, lowerBound, type FrameIndex } from '../services/video/frameIndex.ts';
import type { ExactFrames, Wanted } from './exactFrames.ts';
import type { Frame } from './ffmpeg.ts';

/** A reader whose place saves fewer frames than this, over fewer frames than this, is better put somewhere else. */
const WORTH = 12;

/**
 * Several readers of one clip, each left where it gave its last frame. Between key frames a frame can be reached by
 * decoding forwards only, and in clips with long groups of pictures going on from a reader that was left on the way is
 * a fraction of beginning at the key.
 */
export class FrameReaders {
  readonly #open: () => ExactFrames;
  readonly #most: number;
  readonly #readers: ExactFrames[] = [];
  #index: FrameIndex;

  /** `most`: readers at once, each holds some pictures. */
  constructor({ open, most, index }: { readonly open: () => ExactFrames; readonly most: number; readonly index: FrameIndex }) {
    this.#open = open;
    this.#most = most;
    this.#index = index;
  }

  /** More frames are known, or the same ones better. The numbers given out so far stay. */
  learn(index: FrameIndex): void {
    this.#index = index;
    for (const reader of this.#readers) reader.learn(index);
  }

  /** The frame, in the hand of one of the readers until the next one is asked for. */
  bring(wanted: Wanted): Promise<Frame> {
    const ahead = this.#readers.toSorted((a, b) => a.stepsTo(wanted.frame) - b.stepsTo(wanted.frame))[0];
    const goesOn = ahead !== undefined && ahead.stepsTo(wanted.frame) <= wanted.frame - this.#groupOf(wanted.frame);
    return (goesOn ? ahead : this.#spare()).bring(wanted);
  }

  close(): void {
    for (const reader of this.#readers.splice(0)) reader.close();
  }

  /** A reader for a new beginning: a new one, or the one whose place is of least use. */
  #spare(): ExactFrames {
    const least = this.#readers.toSorted((a, b) => this.#worth(a) - this.#worth(b))[0];
    if (least !== undefined && (this.#readers.length >= this.#most || this.#worth(least) < WORTH * WORTH)) return least;
    const reader = this.#open();
    this.#readers.push(reader);
    return reader;
  }

  /** Frames that need not be decoded again because a reader is where it is, times frames that lie in reach of it. */
  #worth(reader: ExactFrames): number {
    if (reader.at === null || reader.at < 0) return 0;
    const { at } = reader;
    const others = this.#readers.flatMap((other) => (other === reader || other.at === null ? [] : [other.at]));
    // Of two at the same place one is of no use.
    const before = Math.max(this.#groupOf(at), ...others.filter((other) => other <= at));
    const after = Math.min(this.#groupAfter(at), ...others.filter((other) => other > at));
    return (at - before) * (after - at);
  }

  /** The frame decoding has to begin at for this one. */
  #groupOf(frame: number): number {
    const pts = this.#index.keys[keyBefore(this.#index, frame)]?.pts;
    return this.#index.by === 'decoded' || pts === undefined || pts === null ? 0 : Math.min(frame, lowerBound(this.#index.pts, pts));
  }

  #groupAfter(frame: number): number {
    const pts = this.#index.keys[keyBefore(this.#index, frame) + 1]?.pts;
    return this.#index.by === 'decoded' || pts === undefined || pts === null ? this.#index.pts.length : Math.max(frame, lowerBound(this.#index.pts, pts));
  }
}
