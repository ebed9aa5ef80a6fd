import { maskOfSpans } from '../../model/kinds/maskRuns.ts';
import type { Loose } from '../loose.ts';
import { maskOfPng } from './maskOfPng.ts';
import { notes } from './notes.ts';
import { pointsOf, type ReadShape } from './readShape.ts';

/** A mask lies with its top left pixel on the first corner; `points` are its first and last pixel. */
export async function readMask(shape: Loose): Promise<ReadShape> {
  const [first, last] = pointsOf(shape['points']) ?? [];
  const columns = first === undefined ? null : await columnsOf(shape['mask']);
  if (first === undefined || columns === null) return { shape: null, say: notes.mask };
  const left = Math.round(Math.min(first[0], last?.[0] ?? first[0]));
  const top = Math.round(Math.min(first[1], last?.[1] ?? first[1]));
  const mask = maskOfSpans({ left, columns: columns.map((column) => column.map((row) => row + top)) });
  return mask === null ? { shape: null, say: notes.mask } : { shape: mask, say: notes.pixels };
}

async function columnsOf(base64: unknown): Promise<readonly (readonly number[])[] | null> {
  if (typeof base64 !== 'string') return null;
  try {
    return await maskOfPng(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
}
