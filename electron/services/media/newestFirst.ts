interface Job {
  readonly run: () => void;
  readonly signal: AbortSignal | null;
  readonly drop: () => void;
}

/**
 * Runs at most `abreast` jobs at once. Of the waiting ones the newest goes first: it is what the person is looking at
 * now; a job whose asker has gone away is dropped.
 */
export class NewestFirst {
  readonly #abreast: number;
  readonly #waiting: Job[] = [];
  #running = 0;

  constructor(abreast: number) {
    this.#abreast = abreast;
  }

  run<T>(work: () => Promise<T>, signal: AbortSignal | null): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = (): void => {
        this.#running += 1;
        work().then(resolve, reject).finally(() => {
          this.#running -= 1;
          this.#next();
        });
      };
      this.#waiting.push({ run, signal, drop: () => reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted')) });
      this.#next();
    });
  }

  #next(): void {
    while (this.#running < this.#abreast) {
      const job = this.#waiting.pop();
      if (job === undefined) return;
      if (job.signal?.aborted === true) job.drop();
      else job.run();
    }
  }
}
