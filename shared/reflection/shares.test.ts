import { expect, it } from 'vitest';
import type { Uuid } from '../base/id.ts';
import type { CardAnswer, Reflection } from '../model/privateRecords.ts';
import { shareables, sharesOf, type Sharing } from './shares.ts';

const id = '018f0000-0000-7000-8000-000000000001' as Uuid;
const card = (task: string, more: Partial<CardAnswer> = {}): CardAnswer => ({ task, why: 'random', likely: 0.5, effort: 4, hardest: false, tags: [], comment: '', ...more });
const reflection = (more: Partial<Reflection>): Reflection => ({ id, type: 'reflection', week: '2026-W48', seed: 1, cards: [], highlight: '', insight: '', state: 'open', at: 0, ...more });
const facts = { labelsOf: () => ['car'], residualOf: () => 1.5 };
const choose = (items: ReturnType<typeof shareables>, of: (key: string) => Sharing): ReturnType<typeof sharesOf> => sharesOf(id, items, { of, name: 'Ann', now: 7 });

it('lets nothing out that was hard to look at, no task by name, and nothing that was not rated', () => {
  const items = shareables(reflection({ cards: [card('secret-task', { tags: ['look', 'crowded'] }), card('b', { effort: null, comment: 'x' })], highlight: ' ' }), facts);
  expect(items.map(({ key }) => key)).toEqual(['secret-task']);
  expect(items[0]?.share.tags).toEqual(['crowded']);
  expect(JSON.stringify(choose(items, () => 'unnamed'))).not.toMatch(/secret-task|look|Ann/);
});

it('follows the choice of each item', () => {
  const items = shareables(reflection({ cards: [card('a'), card('b')], insight: 'Fog.' }), facts);
  const shares = choose(items, (key) => (key === 'a' ? 'private' : key === 'b' ? 'unnamed' : 'named'));
  expect(shares.map(({ what, name }) => [what, name])).toEqual([['card', null], ['insight', 'Ann']]);
  expect(choose(items, () => 'private')).toEqual([]);
  expect(choose(items, () => 'named').map((one) => one.id)).toEqual(choose(items, () => 'unnamed').map((one) => one.id));
});
