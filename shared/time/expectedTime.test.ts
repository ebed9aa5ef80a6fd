import { describe, expect, it } from 'vitest';
import { seeded } from '../base/seeded.ts';
import { timeModel, type TaskFacts, type TimedTask } from './expectedTime.ts';

const chance = seeded(21);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
const facts = (objects: number, more: Partial<TaskFacts> = {}): TaskFacts => ({ objects, vertices: objects * 4, frames: 1, classes: 3, small: 0, proposed: 0, media: 'image', ...more });

/** ln T = 2 + 0.8 ln(1 + objects) + noise. */
function made(count: number, noise: number): TimedTask[] {
  return Array.from({ length: count }, () => {
    const objects = 1 + chance.below(60);
    return { facts: facts(objects, { classes: 1 + chance.below(6), small: chance.next() }), active: Math.exp(2 + 0.8 * Math.log1p(objects) + noise * normal()) };
  });
}

describe('the expected time', () => {
  it('is unknown before anything is finished', () => {
    expect(timeModel([])).toMatchObject({ by: 'none', tasks: 0, r2: null });
    expect(timeModel([]).expected(facts(3))).toBeNull();
  });

  it('is the middle of the kind below a hundred tasks, and says so', () => {
    const model = timeModel([20, 40, 90].map((active) => ({ facts: facts(3), active })).concat([{ facts: facts(3, { media: 'clip' }), active: 600 }]));
    expect(model.by).toBe('median');
    expect(model.expected(facts(50))).toBeCloseTo(40);
    expect(model.expected(facts(1, { media: 'clip' }))).toBeCloseTo(600);
    expect(model.expected(facts(1, { media: 'cloud' }))).toBeCloseTo(60);
  });

  it('finds the law behind two hundred tasks, and what it explains', () => {
    const model = timeModel(made(200, 0.2));
    expect(model.by).toBe('ridge');
    expect(model.r2).toBeGreaterThan(0.8);
    for (const objects of [5, 20, 50]) expect(Math.log(model.expected(facts(objects, { small: 0.5 })) ?? 0)).toBeCloseTo(2 + 0.8 * Math.log1p(objects), 0.7);
  });

  it('explains nothing where time has nothing to do with the facts', () => {
    const model = timeModel(made(200, 0).map((task) => ({ ...task, active: Math.exp(4 + normal()) })));
    expect(model.r2).toBeLessThan(0.1);
  });

  it('measures how much longer a task took in robust spreads: one that slept a day does not move the rest', () => {
    const tasks = made(150, 0.3);
    const model = timeModel([...tasks, { facts: facts(10), active: 86_400 }]);
    const usual = facts(10, { small: 0.5 });
    expect(model.residual({ facts: usual, active: (model.expected(usual) ?? 0) * Math.exp(0.9) })).toBeGreaterThan(2);
    expect(Math.abs(model.residual({ facts: usual, active: model.expected(usual) ?? 0 }) ?? 9)).toBeLessThan(0.01);
    const share = tasks.filter((task) => Math.abs(model.residual(task) ?? 9) < 1).length / tasks.length;
    expect(share).toBeGreaterThan(0.55);
    expect(share).toBeLessThan(0.8);
  });
});
