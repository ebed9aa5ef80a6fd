interface Running<T> {
  readonly result: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/** Work that is done once however many ask for it, and given up when nobody waits for it any more. */
export class SharedWork<T> {
  readonly #running = new Map<string, Running<T>>();

  run(key: string, work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | null): Promise<T> {
    const running = this.#running.get(key) ?? this.#start(key, work);
    running.waiting += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        running.waiting -= 1;
        if (running.waiting === 0) running.stop.abort();
        reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      if (signal?.aborted === true) leave();
      else signal?.addEventListener('abort', leave, { once: true });
      running.result.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
    });
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<T>): Running<T> {
    const stop = new AbortController();
    const running: Running<T> = { result: work(stop.signal), stop, waiting: 0 };
    // Given-up work may still be ending when somebody asks anew: only its own entry is removed.
    const forget = (): void => void (this.#running.get(key) === running && this.#running.delete(key));
    this.#running.set(key, running);
    running.result.then(forget, forget);
    stop.signal.addEventListener('abort', forget, { once: true });
    return running;
  }
}
