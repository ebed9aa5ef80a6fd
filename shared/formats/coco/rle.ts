import { areRunsSound, type Runs } from '../../geometry/runs.ts';
import { listOf, looseOf, sizeOf } from '../loose.ts';

/** Five bits and a "more follows" bit per character, from `0` on. */
const FIRST_CHARACTER = 48;
const MORE = 32;
const SIGN = 16;
/** Seven characters hold 35 bits, more than any count of a picture we accept. */
const MOST_CHARACTERS = 7;

/** COCO's compressed counts: from the fourth on, each is written as the difference to the one two before. */
export function encodeCounts(counts: readonly number[]): string {
  let text = '';
  counts.forEach((count, index) => {
    let rest = index > 2 ? count - (counts[index - 2] ?? 0) : count;
    for (let more = true; more; ) {
      const bits = ((rest % 32) + 32) % 32;
      rest = Math.floor(rest / 32);
      more = (bits & SIGN) === 0 ? rest !== 0 : rest !== -1;
      text += String.fromCharCode(FIRST_CHARACTER + bits + (more ? MORE : 0));
    }
  });
  return text;
}

/** `null` when the text is not of that form. */
export function decodeCounts(text: string): readonly number[] | null {
  const counts: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let weight = 1;
    for (let more = true; more; at += 1) {
      const code = text.charCodeAt(at) - FIRST_CHARACTER;
      if (!(code >= 0 && code < 64) || weight >= 32 ** MOST_CHARACTERS) return null;
      value += (code % 32) * weight;
      weight *= 32;
      more = code >= MORE;
      if (!more && (code & SIGN) !== 0) value -= weight;
    }
    counts.push(counts.length > 2 ? value + (counts[counts.length - 2] ?? 0) : value);
  }
  return counts;
}

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
