/** The way out of a subscription. Calling it twice is harmless. */
export type Stop = () => void;

/** A list of listeners. Whoever adds one gets its way out; a listener may leave while it is being called. */
export class Listeners<T> {
  readonly #all = new Set<(value: T) => void>();

  add(listener: (value: T) => void): Stop {
    const own = (value: T): void => listener(value);
    this.#all.add(own);
    return () => void this.#all.delete(own);
  }

  emit(value: T): void {
    for (const listener of [...this.#all]) listener(value);
  }

  get size(): number {
    return this.#all.size;
  }
}
