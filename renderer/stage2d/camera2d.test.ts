import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance } from '#shared/geometry/point.ts';
import { fitView, keepOn, panBy, rectOnImage, rectOnScreen, showRect, toImage, toScreen, visibleRect, zoomAt } from './camera2d.ts';

const size = { width: 1200, height: 800 };
const picture = { width: 4000, height: 3000 };
const view = fc.record({ x: fc.double({ min: -500, max: 4500, noNaN: true }), y: fc.double({ min: -500, max: 3500, noNaN: true }), scale: fc.double({ min: 0.05, max: 60, noNaN: true }), turn: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const) });
const point = fc.tuple(fc.double({ min: 0, max: 1200, noNaN: true }), fc.double({ min: 0, max: 800, noNaN: true }));

test('screen and image points turn into each other', () => {
  fc.assert(fc.property(view, point, (from, at) => {
    expect(distance(toScreen(from, size, toImage(from, size, at)), at)).toBeLessThan(1e-6);
  }));
});

test('zooming keeps the point under the pointer', () => {
  fc.assert(fc.property(view, point, fc.double({ min: 0.2, max: 5, noNaN: true }), (from, at, factor) => {
    const zoomed = zoomAt(from, size, { factor, at, picture });
    expect(distance(toScreen(zoomed, size, toImage(from, size, at)), at)).toBeLessThan(1e-6);
  }));
});

test('panning moves what is seen by as many CSS pixels', () => {
  fc.assert(fc.property(view, point, (from, at) => {
    expect(distance(toScreen(panBy(from, [10, -7]), size, toImage(from, size, at)), [at[0] + 10, at[1] - 7])).toBeLessThan(1e-6);
  }));
});

test('fit shows the whole picture, show the whole region, and neither gets lost, whichever way the picture is turned', () => {
  for (const turn of [0, 1, 2, 3] as const) {
    const seen = visibleRect(fitView(picture, size, turn), size);
    expect(seen.minX <= 0 && seen.minY <= 0 && seen.maxX >= 4000 && seen.maxY >= 3000).toBe(true);
    const region = visibleRect(showRect({ minX: 100, minY: 200, maxX: 180, maxY: 220 }, size, turn), size);
    expect(region.minX < 100 && region.maxX > 180 && region.minY < 200 && region.maxY > 220).toBe(true);
  }
  expect(keepOn({ x: -50, y: 9000, scale: 1, turn: 0 }, picture)).toEqual({ x: 0, y: 3000, scale: 1, turn: 0 });
});

test('a quarter to the right brings the top of the picture to the right of the screen', () => {
  const turned = { x: 0, y: 0, scale: 1, turn: 1 as const };
  expect(toScreen(turned, size, [0, -100])).toEqual([700, 400]);
  expect(rectOnScreen(turned, size, { minX: 10, minY: 20, maxX: 30, maxY: 60 })).toEqual({ minX: 540, minY: 410, maxX: 580, maxY: 430 });
  expect(rectOnImage(turned, size, { minX: 540, minY: 410, maxX: 580, maxY: 430 })).toEqual({ minX: 10, minY: 20, maxX: 30, maxY: 60 });
});
