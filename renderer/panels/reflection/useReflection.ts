import { useMemo } from 'react';
import { chooseTasks, FEWEST_TASKS } from '#shared/reflection/chooseTasks.ts';
import { weekTasks } from '#shared/reflection/weekTasks.ts';
import type { ProjectId } from '#shared/model/ids.ts';
import { reflectionIdOf, type CardAnswer, type Reflection, type Share, type Worktime } from '#shared/model/privateRecords.ts';
import { privateStreamOf } from '#shared/model/streams.ts';
import type { Fields } from '#shared/model/ops.ts';
import { useOwn, useOwnRecords } from '../../own/ownContext.ts';
import { useBench, useWork } from '../benchContext.ts';
import { weekOf } from './thisWeek.ts';

/** The look back on this week, as far as it has come, and what can be done with it. */
export interface Reflecting {
  readonly current: Reflection | null;
  /** The week has enough tasks to look back on, and its last days have come. */
  readonly due: boolean;
  readonly enough: boolean;
  begin(state: Reflection['state']): void;
  set(fields: Partial<Pick<Reflection, 'highlight' | 'insight' | 'state'>>): void;
  answer(task: string, some: Partial<CardAnswer>): void;
  share(shares: readonly Share[]): Promise<boolean>;
}

export function useReflection(): Reflecting {
  const bench = useBench();
  const desk = useOwn();
  const records = useOwnRecords();
  const project = useWork((work) => work.project?.id ?? null);
  const me = useWork((work) => work.me);
  const week = weekOf(bench.clock.now());
  const times = useMemo(() => records.filter((record): record is Worktime => record.type === 'worktime'), [records]);
  const enough = new Set(times.filter(({ task, startedAt }) => task !== null && startedAt >= week.from).map(({ task }) => task)).size >= FEWEST_TASKS;
  const reflections = records.filter((record): record is Reflection => record.type === 'reflection');
  const current = reflections.find((one) => one.week === week.week) ?? null;
  const never = reflections.some(({ state }) => state === 'never');
  const write = (id: Reflection['id'], fields: Fields): void => void desk.write([{ op: 'patch', id, set: fields }]);
  const draw = (): { readonly seed: number; readonly cards: readonly CardAnswer[] } => {
    const { editor, flags } = bench.work.getState();
    const tasks = weekTasks({ ...week, times, states: editor?.document.all('task') ?? [], flags: flags.filter(({ flag }) => flag.author === me).map(({ flag, answer }) => ({ flag, answered: answer !== null })) });
    const seed = Math.floor(bench.clock.now()) % 2_147_483_647;
    return { seed, cards: chooseTasks(tasks, { seed, sensitive: false }).map(({ task, why, likely }) => ({ task, why, likely, effort: null, hardest: false, tags: [], comment: '' })) };
  };
  return {
    current, enough, due: enough && week.last && current === null && !never,
    begin: (state) => {
      if (project === null) return;
      const id = reflectionIdOf(privateStreamOf(project as ProjectId, me), week.week);
      if (current !== null) write(current.id, state === 'open' && current.cards.length === 0 ? { state, ...draw() } : { state });
      else void desk.write([{ op: 'put', record: { id, type: 'reflection', week: week.week, ...(state === 'open' ? draw() : { seed: 0, cards: [] }), highlight: '', insight: '', state, at: bench.clock.now() } }]);
    },
    set: (fields) => {
      if (current !== null) write(current.id, fields);
    },
    answer: (task, some) => {
      if (current !== null) write(current.id, { cards: current.cards.map((card) => (card.task === task ? { ...card, ...some } : card)) });
    },
    share: (shares) => desk.write(shares.map((record) => ({ op: 'put', record }))),
  };
}
