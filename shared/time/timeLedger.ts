/** What working time goes to. Parked time is the task's, not the person's, and is read from its hold. */
export const SPENT = ['active', 'idle', 'waiting', 'reflecting'] as const;
export type Spent = (typeof SPENT)[number];
export type Spending = Readonly<Record<Spent, number>>;

/**
 * What the window notices. `input`: a key, the pointer or a change of the view. `task`: another task (null: none) is in
 * hand. `waiting`: the program keeps the person waiting. `beat`: nothing but the passing of time.
 */
export type Noticed =
  | { readonly is: 'input' | 'beat' }
  | { readonly is: 'task'; readonly task: string | null }
  | { readonly is: 'waiting' | 'reflecting'; readonly on: boolean };

/** Milliseconds by task; `''` is time without a task. */
export type LedgerSums = ReadonlyMap<string, Spending>;

export interface Ledger {
  readonly sums: LedgerSums;
  readonly task: string | null;
  readonly waiting: boolean;
  readonly reflecting: boolean;
  /** Ticks of the newest thing noticed, and of the newest input. */
  readonly at: number;
  readonly input: number;
  /** Time since the newest input that is not yet known to be work or rest. */
  readonly open: number;
}

/** Without input for longer than this, the time since the last input was rest. */
export const REST_MS = 120_000;
/** Beats come every quarter of a minute, every minute in a window that is not seen; silence beyond this is a machine that slept. */
export const SLEPT_MS = 150_000;

const NOTHING: Spending = { active: 0, idle: 0, waiting: 0, reflecting: 0 };

/** Begins to count. `ticks`: a monotonic clock in milliseconds; the wall clock is never asked, so it may be a year off. */
export function openLedger(ticks: number): Ledger {
  return { sums: new Map(), task: null, waiting: false, reflecting: false, at: ticks, input: ticks, open: 0 };
}

/** Counts up to `ticks` and takes in what was noticed then. */
export function notice(ledger: Ledger, ticks: number, noticed: Noticed): Ledger {
  const passed = passTime(ledger, ticks);
  switch (noticed.is) {
    case 'beat':
      return passed;
    case 'input':
      return { ...settle(passed, passed.reflecting ? 'reflecting' : 'active'), input: ticks };
    case 'task':
      return { ...settle(passed, passed.reflecting ? 'reflecting' : 'active'), task: noticed.task, input: ticks };
    case 'waiting':
      return { ...passed, waiting: noticed.on, input: ticks };
    case 'reflecting':
      return { ...settle(passed, passed.reflecting ? 'reflecting' : 'active'), reflecting: noticed.on, input: ticks };
  }
}

/** The sums with what is still open as it would count now. */
export function sumsOf(ledger: Ledger): LedgerSums {
  return settle(ledger, ledger.reflecting ? 'reflecting' : 'active').sums;
}

function passTime(ledger: Ledger, ticks: number): Ledger {
  const passed = ticks - ledger.at;
  if (passed <= 0) return ledger;
  if (passed > SLEPT_MS) return { ...settle(ledger, ledger.reflecting ? 'reflecting' : 'active'), at: ticks, input: ticks };
  if (ledger.waiting) return { ...add(ledger, 'waiting', passed), at: ticks };
  const next = { ...ledger, at: ticks, open: ledger.open + passed };
  return ticks - ledger.input > REST_MS ? settle(next, 'idle') : next;
}

function settle(ledger: Ledger, as: Spent): Ledger {
  return ledger.open === 0 ? ledger : { ...add(ledger, as, ledger.open), open: 0 };
}

function add(ledger: Ledger, as: Spent, milliseconds: number): Ledger {
  const key = ledger.task ?? '';
  const known = ledger.sums.get(key) ?? NOTHING;
  return { ...ledger, sums: new Map([...ledger.sums, [key, { ...known, [as]: known[as] + milliseconds }]]) };
}
