import type { Uuid } from '#shared/base/id.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { TaskId } from '#shared/model/ids.ts';
import type { Op } from '#shared/model/ops.ts';
import { worktimeIdOf, type Worktime } from '#shared/model/privateRecords.ts';
import { notice, openLedger, sumsOf, type Ledger, type Noticed } from '#shared/time/timeLedger.ts';
import type { OwnStream } from './ownStream.ts';

export interface TimePorts {
  readonly clock: Clock;
  readonly newId: () => Uuid;
  after(milliseconds: number, work: () => void): () => void;
}

const BEAT_MS = 15_000;
const BEATS_TO_SAVE = 4;

/** Counts the time of one sitting and writes it, once a minute and when it ends, where only the person reads it. */
export class TimeKeeper {
  readonly #ports: TimePorts;
  readonly #own: OwnStream;
  readonly #session: Uuid;
  readonly #startedAt = new Map<string, number>();
  #ledger: Ledger;
  #beats = 0;
  readonly #changes = new Map<string, { edits: number; undone: number }>();
  #callOff: () => void;

  constructor(ports: TimePorts, own: OwnStream) {
    this.#ports = ports;
    this.#own = own;
    this.#session = ports.newId();
    this.#ledger = openLedger(ports.clock.ticks());
    this.#callOff = ports.after(BEAT_MS, () => this.#beat());
  }

  notice(noticed: Noticed): void {
    this.#ledger = notice(this.#ledger, this.#ports.clock.ticks(), noticed);
    const key = this.#ledger.task ?? '';
    if (!this.#startedAt.has(key)) this.#startedAt.set(key, this.#ports.clock.now());
    if (noticed.is === 'task') void this.save();
  }

  /** The person changed something in the task in hand, or took a change back. */
  changed(undone: boolean): void {
    const key = this.#ledger.task ?? '';
    const known = this.#changes.get(key) ?? { edits: 0, undone: 0 };
    this.#changes.set(key, undone ? { ...known, undone: known.undone + 1 } : { ...known, edits: known.edits + 1 });
  }

  /** Active seconds of a task over all sittings on all machines of the person, as far as they are known here. */
  activeIn(task: TaskId): number {
    this.notice({ is: 'beat' });
    const earlier = this.#own.all('worktime').filter((time) => time.task === task && time.session !== this.#session).reduce((sum, { active }) => sum + active, 0);
    return Math.round((earlier + (sumsOf(this.#ledger).get(task)?.active ?? 0)) / 1000);
  }

  async save(): Promise<void> {
    const now = this.#ports.clock.now();
    const ops: Op[] = [];
    for (const [key, spending] of sumsOf(this.#ledger)) {
      const task = key === '' ? null : (key as TaskId);
      const id = worktimeIdOf(this.#session, task);
      const known = this.#own.all('worktime').find((one) => one.id === id);
      const rounded = { active: Math.round(spending.active), idle: Math.round(spending.idle), waiting: Math.round(spending.waiting), reflecting: Math.round(spending.reflecting), ...(this.#changes.get(key) ?? { edits: 0, undone: 0 }) };
      if (known === undefined) ops.push({ op: 'put', record: { id, type: 'worktime', session: this.#session, task, startedAt: this.#startedAt.get(key) ?? now, endedAt: now, ...rounded } });
      else if (differs(known, rounded)) ops.push({ op: 'patch', id, set: { ...rounded, endedAt: now } });
    }
    await this.#own.write(ops);
  }

  async close(): Promise<void> {
    this.#callOff();
    this.notice({ is: 'beat' });
    await this.save();
  }

  #beat(): void {
    this.notice({ is: 'beat' });
    this.#beats += 1;
    if (this.#beats % BEATS_TO_SAVE === 0) void this.save();
    this.#callOff = this.#ports.after(BEAT_MS, () => this.#beat());
  }
}

function differs(known: Worktime, { active, idle, waiting, reflecting, edits, undone }: Omit<Worktime, 'id' | 'type' | 'session' | 'task' | 'startedAt' | 'endedAt'>): boolean {
  return known.active !== active || known.idle !== idle || known.waiting !== waiting || known.reflecting !== reflecting || known.edits !== edits || known.undone !== undone;
}
