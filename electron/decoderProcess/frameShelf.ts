/** Frames that are ready, by number, up to so many bytes. The least lately used goes first. */
export class FrameShelf {
  readonly #most: number;
  readonly #frames = new Map<number, Uint8Array>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#most = mostBytes;
  }

  get(frame: number): Uint8Array | null {
    const found = this.#frames.get(frame);
    if (found === undefined) return null;
    this.#frames.delete(frame);
    this.#frames.set(frame, found);
    return found;
  }

  has(frame: number): boolean {
    return this.#frames.has(frame);
  }

  put(frame: number, bytes: Uint8Array): void {
    this.#drop(frame);
    this.#frames.set(frame, bytes);
    this.#bytes += bytes.length;
    for (const old of this.#frames.keys()) {
      if (this.#bytes <= this.#most || old === frame) return;
      this.#drop(old);
    }
  }

  /** How many frames of this size fit. */
  room(bytes: number): number {
    return Math.floor(this.#most / Math.max(1, bytes));
  }

  #drop(frame: number): void {
    this.#bytes -= this.#frames.get(frame)?.length ?? 0;
    this.#frames.delete(frame);
  }
}
