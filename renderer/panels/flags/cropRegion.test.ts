import { expect, it } from 'vitest';
import { cropRegion } from './cropRegion.ts';

const image = { width: 4000, height: 3000 };

it('puts 60 percent of air around a large anchor', () => {
  expect(cropRegion([1000, 1000, 500, 1000], image)).toEqual([850, 700, 800, 1600]);
});

it('never shows less than 256 px', () => {
  expect(cropRegion([1000, 1000, 10, 10], image)).toEqual([877, 877, 256, 256]);
});

it('stays inside the picture at its corners', () => {
  expect(cropRegion([0, 2990, 10, 10], image)).toEqual([0, 2744, 256, 256]);
});

it('gives the whole of a picture smaller than that', () => {
  expect(cropRegion([10, 10, 5, 5], { width: 100, height: 80 })).toEqual([0, 0, 100, 80]);
});
