import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlaps } from '#shared/geometry/rect.ts';
import { areaOf, levelFor, tilesIn, tileUrl } from './tileGrid.ts';

const grid = { tag: 'a'.repeat(40), width: 40_000, height: 30_001, side: 512, levels: 8, range: null };
const share = fc.double({ min: -0.2, max: 1.2, noNaN: true });

test('the tiles of an area cover it, and none lies outside', () => {
  fc.assert(fc.property(fc.integer({ min: 3, max: 7 }), share, share, fc.integer({ min: 1, max: 9000 }), (level, left, top, side) => {
    const area = { minX: left * grid.width, minY: top * grid.height, maxX: left * grid.width + side, maxY: top * grid.height + side };
    const places = tilesIn(grid, level, area);
    for (const place of places) expect(overlaps(areaOf(grid, place), area)).toBe(true);
    const [x, y] = [area.minX + side * 0.37, area.minY + side * 0.61];
    const inside = x >= 0 && y >= 0 && x < grid.width && y < grid.height;
    expect(places.filter((place) => { const { minX, minY, maxX, maxY } = areaOf(grid, place); return x >= minX && x < maxX && y >= minY && y < maxY; }).length).toBe(inside ? 1 : 0);
  }));
});

test('a level is as fine as the screen, and no finer than the picture', () => {
  expect([levelFor(grid, 1), levelFor(grid, 4), levelFor(grid, 0.5), levelFor(grid, 0.55), levelFor(grid, 0.7), levelFor(grid, 1 / 1000)]).toEqual([7, 7, 6, 6, 7, 0]);
});

test('an address names level, place, version and window', () => {
  expect(tileUrl({ url: '/tile/p/i', tag: grid.tag }, { level: 3, x: 1, y: 2 }, { low: 5, high: 900 })).toBe(`/tile/p/i/3/1/2?v=${grid.tag}&low=5&high=900`);
});
