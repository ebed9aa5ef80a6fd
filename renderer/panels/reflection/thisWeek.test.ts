import { expect, it } from 'vitest';
import { weekOf } from './thisWeek.ts';

const at = (year: number, month: number, day: number): number => new Date(year, month - 1, day, 15).getTime();

it('numbers weeks as the calendar does, over the turn of the year too', () => {
  expect(weekOf(at(2026, 11, 27))).toMatchObject({ week: '2026-W48', last: true });
  expect(weekOf(at(2026, 11, 26)).last).toBe(false);
  expect(weekOf(at(2027, 1, 3)).week).toBe('2026-W53');
  expect(weekOf(at(2027, 1, 4)).week).toBe('2027-W01');
  expect(weekOf(at(2025, 12, 30)).week).toBe('2026-W01');
});
