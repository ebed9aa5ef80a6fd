import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Uuid } from '../base/id.ts';
import type { Share } from '../model/privateRecords.ts';
import { SHARE_DAYS, themesOf, type OwnedShare } from './themes.ts';

const NOW = 1e12;
const share = (more: Partial<Share> = {}): Share => ({ id: 'x' as Uuid, type: 'share', week: '2026-W48', what: 'card', name: null, labels: ['car'], effort: null, residual: null, tags: ['crowded'], text: '', sharedAt: NOW - 1000, ...more });
const by = (people: number, more: Partial<Share> = {}, from = 0): OwnedShare[] => Array.from({ length: people }, (_, at) => ({ person: `p${from + at}`, share: share(more) }));

describe('what a lead sees', () => {
  it('is nothing of four people, and something of five', () => {
    expect(themesOf(by(4), { now: NOW }).themes).toEqual([]);
    expect(themesOf(by(5), { now: NOW }).themes).toEqual([{ tag: 'crowded', people: 5, cells: [{ label: 'car', people: 5 }] }]);
    expect(themesOf([...by(4), ...by(4)], { now: NOW }).themes).toEqual([]);
  });

  it('hides a second cell where one that is hidden would follow from the total', () => {
    const [theme] = themesOf([...by(7), ...by(2, { labels: ['tree'] }, 20), ...by(6, { labels: ['bus'] }, 40)], { now: NOW }).themes;
    expect(theme?.cells).toEqual([{ label: 'bus', people: null }, { label: 'car', people: 7 }, { label: 'tree', people: null }]);
  });

  it('never goes below three, whatever a project asks', () => {
    expect(themesOf(by(2), { now: NOW, fewest: 1 })).toMatchObject({ fewest: 3, themes: [] });
    expect(themesOf(by(3), { now: NOW, fewest: 3 }).themes).toHaveLength(1);
  });

  it('forgets after ninety days', () => {
    expect(themesOf(by(5, { sharedAt: NOW - SHARE_DAYS * 86_400_000 }), { now: NOW }).themes).toEqual([]);
  });

  it('quotes with a name where the author gave it, and without one only among enough people', () => {
    expect(themesOf(by(1, { text: 'Glare.', name: 'Ann' }), { now: NOW }).quotes).toEqual([{ what: 'card', text: 'Glare.', name: 'Ann' }]);
    expect(themesOf(by(4, { text: 'Glare.' }), { now: NOW }).quotes).toEqual([]);
    expect(themesOf(by(5, { text: 'Glare.' }), { now: NOW }).quotes).toHaveLength(5);
  });

  it('counts effort against expected time, by the quadrants, of enough people', () => {
    const cells = themesOf([...by(6, { effort: 6, residual: 0.2 }), ...by(5, { effort: 2, residual: 2 }, 10), ...by(6, { effort: 1, residual: 0 }, 20)], { now: NOW }).effort;
    expect(cells.find(({ long, effort }) => !long && effort === 'high')?.cards).toBe(6);
    expect(cells.find(({ long, effort }) => long && effort === 'high')?.cards).toBeNull();
  });

  it('names no person in what leaves, and shows no count of fewer than the least', () => {
    const some = fc.record({ person: fc.constantFrom('p-one', 'p-two', 'p-three', 'p-four', 'p-five', 'p-six', 'p-seven'), share: fc.record({ labels: fc.subarray(['a', 'b', 'c']), tags: fc.subarray(['x', 'y']), effort: fc.option(fc.integer({ min: 1, max: 7 }), { nil: null }), residual: fc.double({ min: -3, max: 3, noNaN: true }) }).map(share) });
    fc.assert(fc.property(fc.array(some, { maxLength: 40 }), (shares) => {
      const seen = themesOf(shares, { now: NOW });
      expect(JSON.stringify(seen)).not.toMatch(/p-/);
      for (const theme of seen.themes) {
        expect(theme.people).toBeGreaterThanOrEqual(5);
        for (const { people } of theme.cells) expect(people ?? 5).toBeGreaterThanOrEqual(5);
        expect(theme.cells.filter(({ people }) => people === null)).not.toHaveLength(theme.cells.length > 1 ? 1 : 99);
      }
    }), { seed: 3 });
  });
});
