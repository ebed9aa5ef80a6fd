import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { seeded } from '../base/seeded.ts';
import { guidelineChoiceIdOf, type GuidelineChoice, type Revision } from './guideline.ts';
import { guidelineOf, nextVersion } from './guidelineOf.ts';
import type { RevisionId } from './ids.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(9).bytes);

function revision(base: Revision | null, number: number, more: Partial<Revision> = {}): Revision {
  const after = { number, title: `Rule ${number}`, text: 'So.', examples: [] };
  return { id: newId() as RevisionId, type: 'revision', base: base?.id ?? null, size: 'minor', changes: [{ paragraph: newId(), before: null, after }], note: '', answer: null, author: 'ann', publishedAt: 1, ...more };
}

function choice(base: Revision | null, order: readonly Revision[], aside: readonly Revision[]): GuidelineChoice {
  return { id: guidelineChoiceIdOf(base?.id ?? null), type: 'guidelineChoice', base: base?.id ?? null, order: order.map(({ id }) => id), aside: aside.map(({ id }) => id), by: 'lea', at: 2 };
}

describe('the guideline', () => {
  it('is what the revisions say one after the other, whatever order they came in', () => {
    const one = revision(null, 1);
    const two = revision(one, 2, { size: 'major' });
    const [changed] = one.changes;
    const three = revision(two, 1, { size: 'patch', changes: [{ paragraph: changed?.paragraph ?? '', before: changed?.after ?? null, after: { number: 1, title: 'Rule 1', text: 'Not so.', examples: [] } }] });
    fc.assert(fc.property(fc.shuffledSubarray([one, two, three], { minLength: 3 }), (shuffled) => {
      const guideline = guidelineOf(shuffled, []);
      expect(guideline.version).toBe('1.0.1');
      expect(guideline.paragraphs.map(({ number, text }) => [number, text])).toEqual([[1, 'Not so.'], [2, 'So.']]);
      expect(guideline).toMatchObject({ head: three.id, forks: [], aside: [] });
    }), { seed: 6 });
  });

  it('leaves in force what was before two published at once, until a person picks', () => {
    const first = revision(null, 1);
    const [mine, theirs] = [revision(first, 2), revision(first, 2)];
    const forked = guidelineOf([first, mine, theirs], []);
    expect(forked.head).toBe(first.id);
    expect(forked.forks).toHaveLength(1);
    expect(new Set(forked.forks[0]?.rivals)).toEqual(new Set([mine, theirs]));

    const picked = guidelineOf([first, mine, theirs], [choice(first, [theirs], [mine])]);
    expect(picked).toMatchObject({ head: theirs.id, forks: [], aside: [mine] });

    const both = guidelineOf([first, mine, theirs], [choice(first, [theirs, mine], [])]);
    expect(both.paragraphs.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(both.head).toBe(mine.id);
    expect(guidelineOf([first, mine, theirs, revision(mine, 4)], [choice(first, [theirs, mine], [])]).paragraphs).toHaveLength(4);
  });

  it('shows who comes late to a pick, and goes on with what was picked', () => {
    const first = revision(null, 1);
    const [mine, theirs, late] = [revision(first, 2), revision(first, 3), revision(first, 4)];
    const after = revision(theirs, 5);
    const guideline = guidelineOf([first, mine, theirs, late, after], [choice(first, [theirs], [mine])]);
    expect(guideline.head).toBe(after.id);
    expect(guideline.forks).toEqual([{ base: first.id, chosen: [theirs.id], rivals: [theirs, late] }]);
  });

  it('loses none: each revision is in force, waits for a pick, or is set aside', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 14 }), (plan) => {
      const made: Revision[] = [];
      for (const [on, root] of plan) made.push(revision(root || made.length === 0 ? null : (made[on % made.length] ?? null), 1));
      const picks = made.slice(0, 2).map((base) => choice(base, made.filter((one) => one.base === base.id).slice(0, 1), [])).filter(({ order }) => order.length > 0);
      const { steps, forks, aside } = guidelineOf(made, picks);
      const seen = new Set([...steps.map((step) => step.revision.id), ...forks.flatMap(({ rivals }) => rivals.map(({ id }) => id)), ...aside.map(({ id }) => id)]);
      expect(seen.size).toBe(made.length);
    }), { seed: 7, numRuns: 300 });
  });

  it('counts versions as people expect', () => {
    expect([nextVersion('1.4.2', 'patch'), nextVersion('1.4.2', 'minor'), nextVersion('1.4.2', 'major')]).toEqual(['1.4.3', '1.5.0', '2.0.0']);
  });
});
