/** When each frame of a clip is shown, in seconds after the first. What is not known yet is told from the average rate. */
export class TimeTable {
  #times = new Float64Array(0);
  #known = 0;
  readonly #rate: number;

  /** `rate`: frames a second on average. */
  constructor(rate: number) {
    this.#rate = rate > 0 ? rate : 25;
  }

  /** Frames whose time is known, from the first on. */
  get known(): number {
    return this.#known;
  }

  /** The times of the next frames, in order. A part that does not follow on what is known is left out. */
  add(from: number, times: readonly number[]): void {
    if (from !== this.#known || times.length === 0) return;
    const size = this.#known + times.length;
    if (size > this.#times.length) {
      const wider = new Float64Array(Math.max(size, this.#times.length * 2));
      wider.set(this.#times.subarray(0, this.#known));
      this.#times = wider;
    }
    this.#times.set(times, this.#known);
    this.#known = size;
  }

  timeOf(frame: number): number {
    if (frame < this.#known) return this.#times[frame] ?? 0;
    if (this.#known === 0) return frame / this.#rate;
    return (this.#times[this.#known - 1] ?? 0) + (frame - this.#known + 1) / this.#rate;
  }

  /** The frame that is shown at a time: the last that has begun. */
  frameAt(time: number): number {
    const last = this.#known === 0 ? -1 : (this.#times[this.#known - 1] ?? 0);
    if (time >= last) return Math.max(0, this.#known - 1 + Math.floor((time - Math.max(0, last)) * this.#rate + 1e-6) + (this.#known === 0 ? 1 : 0));
    let [low, high] = [0, this.#known];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#times[middle] ?? 0) <= time + 1e-9) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}
