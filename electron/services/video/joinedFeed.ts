import { Listeners } from '#shared/base/listeners.ts';
import { newsFeed } from './newsFeed.ts';

/** One run, and who listens to it. */
interface Run<T> {
  readonly said: Listeners<Said<T>>;
  readonly stop: AbortController;
  newest: T | null;
  joined: number;
}

type Said<T> = { readonly step: T } | { readonly error: unknown } | { readonly end: true };

/** One run of a work for everybody who wants its steps. Who comes late hears the newest step first; the work stops when the last one leaves, and begins anew after an error. */
export class JoinedFeed<T> {
  readonly #begin: (signal: AbortSignal) => AsyncIterable<T>;
  #run: Run<T> | null = null;

  constructor(begin: (signal: AbortSignal) => AsyncIterable<T>) {
    this.#begin = begin;
  }

  async *join(signal: AbortSignal): AsyncGenerator<T> {
    const run = this.#run ?? this.#start();
    run.joined += 1;
    const mine = new AbortController();
    const either = AbortSignal.any([signal, mine.signal]);
    try {
      const said = newsFeed(run.said, either)[Symbol.asyncIterator]();
      const first = said.next();
      if (run.newest !== null) yield run.newest;
      for (let next = await first; next.done !== true; next = await said.next()) {
        if ('error' in next.value) throw next.value.error;
        if ('end' in next.value) return;
        yield next.value.step;
      }
    } finally {
      mine.abort();
      run.joined -= 1;
      if (run.joined === 0) this.#leave(run);
    }
  }

  close(): void {
    this.#run?.stop.abort();
    this.#run = null;
  }

  #leave(run: Run<T>): void {
    run.stop.abort();
    if (this.#run === run) this.#run = null;
  }

  #start(): Run<T> {
    const run: Run<T> = { said: new Listeners<Said<T>>(), stop: new AbortController(), newest: null, joined: 0 };
    this.#run = run;
    const tell = async (): Promise<void> => {
      for await (const step of this.#begin(run.stop.signal)) {
        run.newest = step;
        run.said.emit({ step });
      }
    };
    void tell().then(() => run.said.emit({ end: true }), (error: unknown) => run.said.emit({ error })).finally(() => {
      if (this.#run === run) this.#run = null;
    });
    return run;
  }
}
