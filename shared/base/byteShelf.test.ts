import { expect, it } from 'vitest';
import { ByteShelf } from './byteShelf.ts';

const shelfOf = (most: number): ByteShelf<number, Uint8Array> => new ByteShelf(most, ({ length }) => length);

it('lets go of what was not used for longest, and never of what it just got', () => {
  const shelf = shelfOf(10);
  shelf.put(1, new Uint8Array(4));
  shelf.put(2, new Uint8Array(4));
  expect(shelf.get(1)).not.toBeNull();
  shelf.put(3, new Uint8Array(4));
  expect([1, 2, 3].map((key) => shelf.has(key))).toEqual([true, false, true]);
  shelf.put(4, new Uint8Array(40));
  expect([1, 3, 4].map((key) => shelf.has(key))).toEqual([false, false, true]);
  shelf.put(4, new Uint8Array(2));
  shelf.put(5, new Uint8Array(8));
  expect([4, 5].map((key) => shelf.has(key))).toEqual([true, true]);
});

it('tells how many things fit', () => {
  expect(shelfOf(10).room(4)).toBe(2);
  expect(shelfOf(10).room(0)).toBe(10);
});
