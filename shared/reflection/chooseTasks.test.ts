import { describe, expect, it } from 'vitest';
import { cardsFor, chooseTasks, slotsFor, type WeekTask } from './chooseTasks.ts';

const week = (count: number, more: (at: number) => Partial<WeekTask> = () => ({})): WeekTask[] => Array.from({ length: count }, (_, at) => ({ task: `t${String(at).padStart(3, '0')}`, scores: {}, ...more(at) }));

describe('the number of cards', () => {
  it('is a twentieth of the week, four to eight, and none below eight tasks', () => {
    expect([0, 7, 8, 60, 100, 120, 160, 1000].map(cardsFor)).toEqual([0, 0, 4, 4, 5, 6, 8, 8]);
  });

  it('has the strata of the table; fewer cards drop from its end and keep one random', () => {
    expect(slotsFor(8)).toEqual(['long', 'long', 'edits', 'undo', 'flagged', 'changed', 'random', 'random']);
    expect(slotsFor(6)).toEqual(['long', 'long', 'edits', 'undo', 'flagged', 'random']);
    expect(slotsFor(4)).toEqual(['long', 'long', 'edits', 'random']);
  });
});

describe('the draw', () => {
  it('repeats itself from its seed, in whatever order the tasks come, and names none twice', () => {
    const tasks = week(160, (at) => ({ scores: { long: at / 50, edits: at % 7, undo: at % 3, flagged: at % 40 === 0 ? 1 : null } }));
    const one = chooseTasks(tasks, { seed: 5, sensitive: false });
    expect(chooseTasks([...tasks].reverse(), { seed: 5, sensitive: false })).toEqual(one);
    expect(new Set(one.map(({ task }) => task)).size).toBe(8);
    expect(one.map(({ why }) => why)).toEqual(['long', 'long', 'edits', 'undo', 'flagged', 'random', 'random', 'random']);
    expect(chooseTasks(tasks, { seed: 6, sensitive: false })).not.toEqual(one);
  });

  it('is uniform where nothing stands out: each task as likely as cards by tasks', () => {
    const likely = Array.from({ length: 12 }, (_, seed) => chooseTasks(week(16), { seed, sensitive: false })).flat();
    expect(likely.every(({ why }) => why === 'random')).toBe(true);
    for (const one of likely) expect(Math.abs(one.likely - 4 / 16)).toBeLessThan(0.05);
  });

  it('prefers what stands out by the odds of its score: one of score ln 9 among nine others is drawn every second time', () => {
    // 160 tasks so that there are 8 cards; only `undo` has candidates with scores.
    const tasks = week(160, (at) => (at < 10 ? { scores: { undo: at === 0 ? Math.log(9) + 1e-9 : 1e-9 } } : {}));
    const found = [1, 2, 3, 4, 5, 6].flatMap((seed) => chooseTasks(tasks, { seed, sensitive: false })).find(({ task }) => task === 't000');
    expect(found).toBeDefined();
    // Half by its own stratum, and 7 random slots of about 159 for the rest.
    expect(Math.abs((found?.likely ?? 0) - (0.5 + 0.5 * (7 / 159)))).toBeLessThan(0.04);
  });

  it('draws at most one that was rejected, a sensitive one only by permission, and no two that are nearly the same', () => {
    const rejected = week(8, () => ({ rejected: true }));
    expect(chooseTasks(rejected, { seed: 1, sensitive: false })).toHaveLength(1);
    const sensitive = week(8, (at) => ({ sensitive: at > 0 }));
    expect(chooseTasks(sensitive, { seed: 1, sensitive: false }).map(({ task }) => task)).toEqual(['t000']);
    expect(chooseTasks(sensitive, { seed: 1, sensitive: true }).length).toBeLessThanOrEqual(2);
    expect(chooseTasks(week(40), { seed: 1, sensitive: false, likeness: () => 0.95 })).toHaveLength(1);
  });

  it('asks nobody about a week of seven tasks', () => expect(chooseTasks(week(7), { seed: 1, sensitive: true })).toEqual([]));
});
