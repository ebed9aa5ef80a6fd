import type { Uuid } from '../base/id.ts';
import type { ObjectRow } from './op.ts';

/** The hash of a stream without rows. */
export const EMPTY_HASH = '0000000000000000';

/**
 * The divergence detector (`sync.md` §2.16): a sum mod 2^64 over the rows that live, so that a row can be taken out
 * and put in without looking at the others. Two 32-bit halves, because big integers cost ten times as much.
 */
export function replaceInHash(sum: string, before: Hashed | null, after: Hashed | null): string {
  let high = Number.parseInt(sum.slice(0, 8), 16);
  let low = Number.parseInt(sum.slice(8), 16);
  if (before !== null && !before.deleted) {
    const [h, l] = rowHash(before.id, before.seq);
    high = (high - h - (low < l ? 1 : 0)) >>> 0;
    low = (low - l) >>> 0;
  }
  if (after !== null && !after.deleted) {
    const [h, l] = rowHash(after.id, after.seq);
    const carry = low + l > 0xffffffff ? 1 : 0;
    high = (high + h + carry) >>> 0;
    low = (low + l) >>> 0;
  }
  return hex(high) + hex(low);
}

type Hashed = Pick<ObjectRow, 'id' | 'seq' | 'deleted'>;

function rowHash(id: Uuid, seq: number): readonly [number, number] {
  let a = 0x9e3779b9 ^ seq;
  let b = 0x7f4a7c15 ^ Math.floor(seq / 0x100000000);
  for (let at = 0; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0x85ebca6b) ^ (a >>> 15);
  }
  a = Math.imul(a ^ (a >>> 16), 0xc2b2ae35) ^ b;
  b = Math.imul(b ^ (b >>> 13) ^ a, 0x27d4eb2f);
  return [(a ^ (b >>> 16)) >>> 0, (b ^ (a >>> 13)) >>> 0];
}

function hex(part: number): string {
  return part.toString(16).padStart(8, '0');
}
