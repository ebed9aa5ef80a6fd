import type { Cluster } from '#shared/flags/clusterQuestions.ts';
import type { Respect } from '#shared/flags/likeness.ts';
import { urgency } from '#shared/flags/urgency.ts';
import type { TaskState, Flag } from '#shared/model/records.ts';
import type { FlagId } from '#shared/model/ids.ts';
import type { FlagRow } from '../../commands/workbench.ts';

/** Questions that one answer may settle, the most typical first. */
export interface InboxGroup {
  /** The id of the longest waiting question: it stays while others join and leave. */
  readonly id: FlagId;
  readonly rows: readonly [FlagRow, ...FlagRow[]];
  readonly because: readonly Respect[];
  readonly byHand: boolean;
}

/** Flags that wait for an answer: never answered, or the author said the answer does not help. Longest waiting first. */
export function waitingFlags(flags: readonly FlagRow[]): readonly FlagRow[] {
  return flags.filter(({ flag, answer }) => answer === null || flag.verdict === 'does_not_help').sort((a, b) => a.flag.submittedAt - b.flag.submittedAt);
}

/** When it is asked, and the active minutes that parked tasks still need as far as that can be expected. */
export interface Waits {
  readonly now: number;
  readonly minutes: ReadonlyMap<string, number>;
}

/** Groups of waiting flags, the most urgent first. A flag that no cluster names stands alone. */
export function inboxGroups(rows: readonly FlagRow[], clusters: readonly Cluster[], { now, minutes }: Waits): readonly InboxGroup[] {
  const left = new Map(rows.map((row): [string, FlagRow] => [row.flag.id, row]));
  const groups: InboxGroup[] = [];
  const add = (members: readonly FlagRow[], rest: Pick<InboxGroup, 'because' | 'byHand'>): void => {
    const [first, ...others] = members;
    if (first === undefined) return;
    const oldest = members.reduce((old, row) => (row.flag.submittedAt < old.flag.submittedAt ? row : old), first);
    groups.push({ id: oldest.flag.id, rows: [first, ...others], because: others.length === 0 ? [] : rest.because, byHand: rest.byHand });
    for (const row of members) left.delete(row.flag.id);
  };
  for (const { members, ...rest } of clusters) add(members.flatMap((id) => left.get(id) ?? []), rest);
  for (const row of [...left.values()]) add([row], { because: [], byHand: false });
  return groups.sort((a, b) => urgencyOf(b, { now, minutes }) - urgencyOf(a, { now, minutes }) || a.rows[0].flag.submittedAt - b.rows[0].flag.submittedAt);
}

/** What waits: the minutes its parked tasks are expected to need still, and one at least for each question. */
function urgencyOf({ rows }: InboxGroup, { now, minutes }: Waits): number {
  const waiting = new Set(rows.map(({ flag }) => flag.task));
  return urgency({ minutes: Math.max(rows.length, [...waiting].reduce((sum, task) => sum + (minutes.get(task) ?? 0), 0)), age: now - Math.min(...rows.map(({ flag }) => flag.submittedAt)), reach: 0 });
}

/** How many parked tasks an answer to these flags releases: those that wait for nothing else. */
export function releasedBy(chosen: readonly Flag[], states: readonly TaskState[]): number {
  const answered = new Set<FlagId>(chosen.map(({ id }) => id));
  const touched = new Set(chosen.map(({ task }) => task));
  return states.filter(({ task, hold }) => touched.has(task) && hold !== null && hold.until === null && hold.flags.some((id) => answered.has(id)) && hold.flags.every((id) => answered.has(id))).length;
}
