import { areRunsSound, type Runs } from '../../geometry/runs.ts';
import { decodeCounts } from '../../geometry/runText.ts';
import { listOf, looseOf, sizeOf } from '../loose.ts';

/** A mask wider or higher than this is no picture but an attack on the memory. */
export const LONGEST_SIDE = 200_000;

/** A foreign `{ size: [height, width], counts }` with either sort of counts; null when it is not a sound mask. */
export function readRle(value: unknown): Runs | null {
  const rle = looseOf(value);
  const sides = listOf(rle?.['size']);
  const size = sides?.length === 2 ? sizeOf(sides[1], sides[0]) : null;
  if (rle === null || size === null || Math.max(size.width, size.height) > LONGEST_SIDE) return null;
  const counts = typeof rle['counts'] === 'string' ? decodeCounts(rle['counts']) : numbersOf(rle['counts']);
  if (counts === null) return null;
  const runs = { ...size, counts };
  return areRunsSound(runs) ? runs : null;
}

function numbersOf(value: unknown): readonly number[] | null {
  const list = listOf(value);
  return list !== null && list.every((count) => typeof count === 'number') ? list : null;
}
