import { expect, it } from 'vitest';
import { urgency } from './urgency.ts';

const HOUR = 3_600_000;

it('is what waits, at first; grows with the working hours it waits, and with what is to come', () => {
  expect(urgency({ minutes: 7, age: 0, reach: 0 })).toBe(7);
  // 33.6 clock hours are 8 working hours, and ln 2 more.
  expect(urgency({ minutes: 1, age: 33.6 * HOUR, reach: 0 })).toBeCloseTo(1 + Math.LN2);
  expect(urgency({ minutes: 2, age: 0, reach: 50 })).toBe(3);
  expect(urgency({ minutes: 1, age: -HOUR, reach: 0 })).toBe(1);
});
