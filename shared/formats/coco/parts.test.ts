import { describe, expect, it } from 'vitest';
import { lieApart } from './parts.ts';

const square = (x: number, y: number, side: number): readonly number[] => [x, y, x + side, y, x + side, y + side, x, y + side];
const big = square(0, 0, 10);

describe('rings lie apart', () => {
  it.each([
    ['far away', square(20, 20, 5), true],
    ['touching along a side', square(10, 0, 10), true],
    ['touching in a corner', square(10, 10, 5), true],
    ['with bounds that overlap only', [14, 8, 8, 14, 14, 14], true],
    ['inside', square(2, 2, 3), false],
    ['inside, touching the border', [0, 2, 10, 2, 10, 8, 0, 8], false],
    ['around', square(-5, -5, 30), false],
    ['crossing', square(5, 5, 10), false],
    ['as a cross', [4, -5, 6, -5, 6, 15, 4, 15], false],
    ['the same', big, false],
    ['the same, told from another corner and the other way round', [10, 10, 10, 0, 0, 0, 0, 10], false],
  ])('%s', (_, other, apart) => {
    expect(lieApart([big, other])).toBe(apart);
    expect(lieApart([other, big])).toBe(apart);
  });

  it('looks at every pair', () => {
    expect(lieApart([big, square(20, 0, 5), square(21, 1, 2)])).toBe(false);
    expect(lieApart([big])).toBe(true);
  });
});
