import { frameAt, xOf, type TimeScale } from './timeScale.ts';

/** CSS pixels from one picture of the strip to the next. */
const SLOT = 68;
const MOST_KEPT = 240;
/** Asked for at once: pictures of the strip must never be in the way of the frame one is waiting for. */
const AT_ONCE = 2;

/** Which frames the strip shows: the same ones while one moves along, so that pictures are used again. */
export function thumbFrames(scale: TimeScale, width: number, frames: number): readonly number[] {
  const stride = Math.max(1, 2 ** Math.ceil(Math.log2(SLOT / scale.step)));
  const first = Math.max(0, Math.floor(scale.from / stride) * stride);
  const found: number[] = [];
  for (let frame = first; frame < frames && xOf(scale, frame) < width; frame += stride) found.push(frame);
  return found.length === 0 ? [Math.max(0, Math.min(frames - 1, frameAt(scale, 0)))] : found;
}

/** Small pictures of frames, fetched a few at a time and kept for a while. */
export class Thumbs {
  readonly #changed: () => void;
  readonly #kept = new Map<string, HTMLImageElement | null>();
  #queue: readonly string[] = [];
  #busy = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The picture at an address when it is here. */
  at(url: string): HTMLImageElement | null {
    return this.#kept.get(url) ?? null;
  }

  /** What is wanted from now on, likeliest first; what was wanted before and is not begun is left. */
  want(urls: readonly string[]): void {
    this.#queue = urls.filter((url) => !this.#kept.has(url));
    this.#next();
  }

  #next(): void {
    while (this.#busy < AT_ONCE) {
      const [url, ...rest] = this.#queue;
      if (url === undefined) return;
      this.#queue = rest;
      this.#load(url);
    }
  }

  #load(url: string): void {
    const image = new Image();
    this.#busy += 1;
    const done = (shown: HTMLImageElement | null): void => {
      this.#busy -= 1;
      this.#kept.set(url, shown);
      const [oldest] = this.#kept.keys();
      if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
      if (shown !== null) this.#changed();
      this.#next();
    };
    image.onload = () => done(image);
    // A frame that cannot be shown leaves its place empty; the stage says what is wrong with it.
    image.onerror = () => done(null);
    image.src = url;
  }
}
