/** Things that are ready, by key, up to so many bytes. The least lately used goes first; the newest stays, however large it is. */
export class ByteShelf<K, V> {
  readonly #most: number;
  readonly #bytesOf: (value: V) => number;
  readonly #all = new Map<K, V>();
  #bytes = 0;

  constructor(mostBytes: number, bytesOf: (value: V) => number) {
    this.#most = mostBytes;
    this.#bytesOf = bytesOf;
  }

  get(key: K): V | null {
    const found = this.#all.get(key);
    if (found === undefined) return null;
    this.#all.delete(key);
    this.#all.set(key, found);
    return found;
  }

  has(key: K): boolean {
    return this.#all.has(key);
  }

  put(key: K, value: V): void {
    this.#drop(key);
    this.#all.set(key, value);
    this.#bytes += this.#bytesOf(value);
    for (const old of this.#all.keys()) {
      if (this.#bytes <= this.#most || old === key) return;
      this.#drop(old);
    }
  }

  /** How many things of this size fit. */
  room(bytes: number): number {
    return Math.floor(this.#most / Math.max(1, bytes));
  }

  #drop(key: K): void {
    const found = this.#all.get(key);
    if (found === undefined) return;
    this.#bytes -= this.#bytesOf(found);
    this.#all.delete(key);
  }
}
