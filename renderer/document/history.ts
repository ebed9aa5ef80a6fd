import type { Uuid } from '#shared/base/id.ts';
import type { HistoryEntry } from '#shared/bridge/workspaceContract.ts';
import { idOf, type Op } from '#shared/model/ops.ts';
import type { StreamId, Transaction } from '#shared/model/transaction.ts';
import type { TurnBack } from './netEffect.ts';

/** One thing a person would call "the last change": usually one transaction, or a run of nudges. */
export interface Step {
  readonly transactions: readonly Transaction[];
  readonly undone: boolean;
}

const MOST_STEPS = 2000;
const RUN_MS = 500;

/** What can be undone and redone in the document in hand, newest last. Undone steps are always at the end. */
export class History {
  #steps: readonly Step[] = [];

  constructor(entries: readonly HistoryEntry[]) {
    const lastDone = entries.findLastIndex((entry) => !entry.undone);
    for (const [index, { transaction, undone }] of entries.entries()) {
      if (transaction.via === 'undo' || (undone && index < lastDone)) continue;
      if (undone) this.#steps = [...this.#steps, { transactions: [transaction], undone }];
      else this.push(transaction);
    }
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** Remembers a new change; what had been undone can no longer be redone. */
  push(transaction: Transaction): void {
    const done = this.#steps.filter((step) => !step.undone);
    const last = done.at(-1);
    const runs = last !== undefined && continues(last, transaction);
    this.#steps = (runs ? [...done.slice(0, -1), { ...last, transactions: [...last.transactions, transaction] }] : [...done, { transactions: [transaction], undone: false }]).slice(-MOST_STEPS);
  }

  /** The step undo (or redo) would act on. */
  next(direction: 'undo' | 'redo'): Step | undefined {
    return direction === 'undo' ? this.#steps.findLast((step) => !step.undone) : this.#steps.find((step) => step.undone);
  }

  mark(step: Step, undone: boolean): void {
    this.#steps = this.#steps.map((other) => (other === step ? { ...step, undone } : other));
  }

  /** A change that came in below mine: from now on taking mine back leads to that. */
  rebase(id: Uuid, stream: StreamId, inverse: readonly Op[]): void {
    const anew = new Set(inverse.map(idOf));
    const rebased = (transaction: Transaction): Transaction => ({
      ...transaction,
      parts: transaction.parts.map((part) => (part.stream === stream ? { ...part, inverse: [...part.inverse.filter((op) => !anew.has(idOf(op))), ...inverse] } : part)),
    });
    this.#steps = this.#steps.map((step) => (step.transactions.some((own) => own.id === id) ? { ...step, transactions: step.transactions.map((own) => (own.id === id ? rebased(own) : own)) } : step));
  }
}

/** What to go from and to when a step is undone, or redone. */
export function turnBackOf(step: Step, direction: 'undo' | 'redo'): TurnBack {
  const made = step.transactions.flatMap((transaction) => transaction.parts.flatMap((part) => part.ops));
  const before = [...step.transactions].reverse().flatMap((transaction) => transaction.parts.flatMap((part) => part.inverse));
  return direction === 'undo' ? { from: made, to: before } : { from: before, to: made };
}

/** Same change of the same things within half a second: a run of nudges is taken back as one. */
function continues(step: Step, next: Transaction): boolean {
  const last = step.transactions.at(-1);
  if (last === undefined || step.undone || last.label !== next.label) return false;
  return next.at - last.at >= 0 && next.at - last.at < RUN_MS && targets(last) !== '' && targets(last) === targets(next);
}

function targets(transaction: Transaction): string {
  const ops = transaction.parts.flatMap((part) => part.ops);
  return ops.every((op) => op.op === 'patch') ? ops.map((op) => `${idOf(op)} ${op.op === 'patch' ? Object.keys(op.set).join() : ''}`).sort().join(' ') : '';
}
