import { Listeners, type Stop } from '../base/listeners.ts';
import type { Fault } from './fault.ts';
import type { Frame, Wire } from './service.ts';

export interface Reopening {
  /** Makes a new line to the other side; rejects when that fails. */
  open(): Promise<Wire>;
  /** What open questions are told when the line is lost, and new ones when it cannot be had. */
  readonly lost: Fault;
  /** Waits before the n-th try in a row, n from 1. */
  pause(attempt: number): Promise<void>;
  /** After this many failed tries in a row, questions are refused at once until a try succeeds. */
  readonly patience: number;
}

export type LineState = 'open' | 'lost';

export interface ReopeningWire extends Wire {
  readonly state: LineState;
  onState(listener: (state: LineState) => void): Stop;
}

/** Questions held while the line is being made. Beyond it they are refused: nothing here grows without bound. */
const MOST_HELD = 1024;

/**
 * A wire that outlives the other side. When the line is lost, every open question is answered with the `lost` fault, a
 * new line is made, and questions asked meanwhile go out over it. So the asker never hangs and a retry works.
 */
export function reopeningWire(options: Reopening): ReopeningWire {
  return new Reopener(options);
}

class Reopener implements ReopeningWire {
  readonly #options: Reopening;
  readonly #frames = new Listeners<Frame>();
  readonly #closes = new Listeners<string>();
  readonly #states = new Listeners<LineState>();
  readonly #asked = new Set<number>();
  #held: Frame[] = [];
  #line: Wire | null = null;
  #refusing = false;
  #closed = false;

  constructor(options: Reopening) {
    this.#options = options;
    void this.#reopen();
  }

  get state(): LineState {
    return this.#line === null ? 'lost' : 'open';
  }

  onState(listener: (state: LineState) => void): Stop {
    return this.#states.add(listener);
  }

  onFrame(listener: (frame: Frame) => void): Stop {
    return this.#frames.add(listener);
  }

  onClose(listener: (why: string) => void): Stop {
    return this.#closes.add(listener);
  }

  send(frame: Frame): void {
    const isQuestion = frame.kind === 'call' || frame.kind === 'feed';
    if (this.#line !== null) {
      this.#line.send(frame);
      if (isQuestion) this.#asked.add(frame.id);
      else if (frame.kind === 'stop') this.#asked.delete(frame.id);
    } else if (isQuestion) this.#hold(frame);
    else if (frame.kind === 'stop') this.#held = this.#held.filter((one) => one.id !== frame.id);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#line?.close();
    this.#line = null;
    this.#closes.emit('closed');
  }

  #hold(frame: Frame): void {
    if (this.#refusing || this.#closed || this.#held.length >= MOST_HELD) this.#refuse(frame.id);
    else this.#held.push(frame);
  }

  #refuse(id: number): void {
    this.#frames.emit({ kind: 'error', id, body: this.#options.lost });
  }

  async #reopen(): Promise<void> {
    for (let attempt = 1; !this.#closed; attempt += 1) {
      const line = await this.#options.open().catch(() => null);
      if (line !== null) return this.#use(line);
      if (attempt >= this.#options.patience) this.#giveUpHolding();
      await this.#options.pause(attempt);
    }
  }

  #use(line: Wire): void {
    if (this.#closed) return line.close();
    this.#line = line;
    this.#refusing = false;
    line.onFrame((frame) => {
      if (frame.kind === 'answer' || frame.kind === 'end' || frame.kind === 'error') this.#asked.delete(frame.id);
      this.#frames.emit(frame);
    });
    line.onClose(() => this.#lose(line));
    this.#states.emit('open');
    for (const frame of this.#held.splice(0)) this.send(frame);
  }

  #lose(line: Wire): void {
    if (this.#line !== line) return;
    this.#line = null;
    const asked = [...this.#asked];
    this.#asked.clear();
    if (this.#closed) return;
    this.#states.emit('lost');
    for (const id of asked) this.#refuse(id);
    void this.#options.pause(1).then(() => this.#reopen());
  }

  #giveUpHolding(): void {
    this.#refusing = true;
    for (const frame of this.#held.splice(0)) this.#refuse(frame.id);
  }
}
