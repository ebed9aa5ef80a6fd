import { useState } from 'react';
import type { FlagId } from '#shared/model/ids.ts';
import type { Flag } from '#shared/model/records.ts';

/** Whether an answer applies to a question. One to which it does not stays in the inbox, parted from the others. */
export const DECISIONS = ['whole', 'part', 'not'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Each question with its decision: a group is answered only when every member has one. */
export interface Decided {
  readonly whole: readonly Flag[];
  readonly part: readonly Flag[];
  readonly not: readonly Flag[];
}

export interface Decisions {
  readonly sorted: Decided;
  of(flag: FlagId): Decision;
  decide(flag: FlagId, decision: Decision): void;
}

/** What was decided stays while the same questions are looked at in another order or with others. */
export function useDecisions(flags: readonly Flag[]): Decisions {
  const [said, setSaid] = useState<ReadonlyMap<string, Decision>>(new Map());
  const of = (flag: FlagId): Decision => said.get(flag) ?? 'whole';
  const those = (decision: Decision): readonly Flag[] => flags.filter(({ id }) => of(id) === decision);
  return {
    sorted: { whole: those('whole'), part: those('part'), not: those('not') },
    of,
    decide: (flag, decision) => setSaid((old) => new Map([...old, [flag, decision]])),
  };
}
