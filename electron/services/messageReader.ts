/** Longer messages are nobody's of ours: the largest is one frame of a clip. */
const LONGEST = 2 ** 30;
/** What is shorter is read together with what follows, and copied out. */
const SHORT = 65_536;

/** Puts messages together from the bytes a socket brings: `u32` length, little endian, then the message. */
export class MessageReader {
  readonly #scratch = Buffer.allocUnsafeSlow(SHORT);
  readonly #length = Buffer.alloc(4);
  #lengthAt = 0;
  #message: Buffer | null = null;
  #at = 0;
  #onMessage: (message: Uint8Array) => void = () => undefined;
  #onBroken: () => void = () => undefined;

  /** `onBroken`: what came is no message, and nothing after it can be understood. */
  listen(onMessage: (message: Uint8Array) => void, onBroken: () => void): void {
    this.#onMessage = onMessage;
    this.#onBroken = onBroken;
  }

  /** Where the next bytes should be written. */
  room(): Buffer {
    return this.#direct?.subarray(this.#at) ?? this.#scratch;
  }

  /** So many bytes were written to where `room` said. */
  filled(count: number): void {
    if (this.#direct !== null) this.#guarded(() => this.#grow(count));
    else this.take(this.#scratch.subarray(0, count));
  }

  /** Bytes that came in a piece of their own. */
  take(piece: Buffer): void {
    this.#guarded(() => {
      let from = 0;
      while (from < piece.length) from += this.#message === null ? this.#takeLength(piece, from) : this.#takeBody(this.#message, piece, from);
    });
  }

  /** The message in hand, if so much of it is still to come that it is read in place. */
  get #direct(): Buffer | null {
    return this.#message !== null && this.#message.length - this.#at >= SHORT ? this.#message : null;
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch {
      this.#onBroken();
    }
  }

  #takeLength(piece: Buffer, from: number): number {
    const taken = piece.copy(this.#length, this.#lengthAt, from);
    this.#lengthAt += taken;
    if (this.#lengthAt < 4) return taken;
    const length = this.#length.readUInt32LE();
    if (length > LONGEST) throw new Error('a message longer than any of ours');
    [this.#lengthAt, this.#at, this.#message] = [0, 0, Buffer.allocUnsafeSlow(length)];
    this.#grow(0);
    return taken;
  }

  #takeBody(message: Buffer, piece: Buffer, from: number): number {
    const taken = piece.copy(message, this.#at, from);
    this.#grow(taken);
    return taken;
  }

  #grow(by: number): void {
    this.#at += by;
    const message = this.#message;
    if (message === null || this.#at < message.length) return;
    this.#message = null;
    this.#onMessage(message);
  }
}
