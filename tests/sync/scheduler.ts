import type { Seeded } from '#shared/base/seeded.ts';

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Microtasks let through between two events. Any number repeats itself; this one lets most chains of awaits finish. */
const BREATH = 12;

/** One heap of events; time jumps from one to the next. All chance comes from the seed, so a run repeats itself. */
export class Scheduler {
  readonly #heap: Event[] = [];
  #order = 0;
  now = 0;
  events = 0;

  at(delay: number, run: () => void): void {
    const event = { at: this.now + Math.max(0, delay), order: (this.#order += 1), run };
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(event, heap[parent] ?? event)) break;
      heap[at] = heap[parent] ?? event;
      at = parent;
    }
    heap[at] = event;
  }

  /** Runs events until `done` says so, or the time is up. False when time or patience ran out first. */
  async until(done: () => boolean, limits: { readonly time: number; readonly events: number }): Promise<boolean> {
    for (let count = 0; count < limits.events; count += 1) {
      for (let breath = 0; breath < BREATH; breath += 1) await Promise.resolve();
      if (done()) return true;
      /** Nothing planned: a long chain of awaits may still be on its way to the next event. */
      for (let breath = 0; breath < 500 && this.#heap.length === 0; breath += 1) await Promise.resolve();
      const next = this.#heap[0];
      if (next === undefined || next.at > limits.time) return done();
      this.#pop();
      this.now = Math.max(this.now, next.at);
      this.events += 1;
      next.run();
    }
    return done();
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let least = at * 2 + 1;
      const left = heap[least];
      const right = heap[least + 1];
      if (left === undefined) break;
      if (right !== undefined && before(right, left)) least += 1;
      const child = heap[least];
      if (child === undefined || !before(child, last)) break;
      heap[at] = child;
      at = least;
    }
    heap[at] = last;
  }
}

function before(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** One run of a program. When it is killed, nothing it waited for ever comes back. */
export class Process {
  alive = true;
  readonly #scheduler: Scheduler;
  readonly #random: Seeded;
  readonly #slowest: number;

  constructor(scheduler: Scheduler, random: Seeded, slowest: number) {
    this.#scheduler = scheduler;
    this.#random = random;
    this.#slowest = slowest;
  }

  /** Waits a little: every await of a port is an event, so that a crash can fall between any two. */
  pause(): Promise<void> {
    return this.wait(this.#random.below(this.#slowest));
  }

  wait(ticks: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ticks, resolve);
    });
  }

  after(ticks: number, work: () => void): void {
    this.#scheduler.at(ticks, () => {
      if (this.alive) work();
    });
  }
}
