import type { Worktime } from '../model/privateRecords.ts';
import type { Flag, TaskState } from '../model/records.ts';
import { median } from '../time/expectedTime.ts';
import { timeModelOf } from '../time/remainingMinutes.ts';
import type { WeekTask } from './chooseTasks.ts';

/** What is known of a week. `from` and `to`: wall clock of this computer, milliseconds. */
export interface Week {
  readonly from: number;
  readonly to: number;
  readonly times: readonly Worktime[];
  readonly states: readonly TaskState[];
  /** The person's own, with whether they are answered. */
  readonly flags: readonly { readonly flag: Flag; readonly answered: boolean }[];
}

/** The tasks a person worked on in a week, and how much each stands out. */
export function weekTasks({ from, to, times, states, flags }: Week): readonly WeekTask[] {
  const own = new Map<string, { active: number; edits: number; undone: number }>();
  for (const { task, startedAt, active, edits, undone } of times) {
    if (task === null || startedAt < from || startedAt >= to) continue;
    const known = own.get(task) ?? { active: 0, edits: 0, undone: 0 };
    own.set(task, { active: known.active + active, edits: known.edits + edits, undone: known.undone + undone });
  }
  const state = new Map(states.map((one) => [one.task as string, one]));
  const model = timeModelOf(states);
  const objects = (task: string): number => Math.max(1, state.get(task)?.effort?.objects ?? 1);
  const tasks = [...own];
  const edits = robust(tasks.map(([task, { edits: made }]) => Math.max(0, made - objects(task)) / objects(task)));
  const undo = robust(tasks.map(([task, { undone }]) => undone / objects(task)));
  return tasks.map(([task, { active }], at) => {
    const effort = state.get(task)?.effort ?? null;
    const long = effort === null ? null : model.residual({ facts: effort, active: active / 1000 });
    const asked = flags.filter(({ flag }) => flag.task === task);
    return { task, sensitive: asked.some(({ flag }) => flag.kind === 'sensitive'), scores: { long: Math.max(0, long ?? 0), edits: edits[at] ?? 0, undo: undo[at] ?? 0, flagged: flaggedScore(asked, from, to) } };
  });
}

/** Unanswered before answered, the most recent first. */
function flaggedScore(asked: Week['flags'], from: number, to: number): number | null {
  if (asked.length === 0) return null;
  return Math.max(...asked.map(({ flag, answered }) => 0.1 + Math.min(1, Math.max(0, (flag.submittedAt - from) / (to - from))) + (answered ? 0 : 2)));
}

/** How far above the middle, in robust spreads; at or below it nothing stands out. */
function robust(values: readonly number[]): readonly number[] {
  const middle = median(values);
  const spread = Math.max(median(values.map((value) => Math.abs(value - middle))), 1e-6 * Math.abs(middle), 1e-9);
  return values.map((value) => Math.min(20, Math.max(0, (0.6745 * (value - middle)) / spread)));
}
