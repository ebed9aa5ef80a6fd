import { expect, it } from 'vitest';
import { LABEL_COLORS, nextColor } from './nextColor.ts';

it('takes the first free colour, whatever the case it is written in', () => {
  expect(nextColor([])).toBe(LABEL_COLORS[0]);
  expect(nextColor([LABEL_COLORS[0].toUpperCase()])).toBe(LABEL_COLORS[1]);
});

it('goes round when all are taken', () => {
  expect(nextColor([...LABEL_COLORS, LABEL_COLORS[0]])).toBe(LABEL_COLORS[1]);
});
