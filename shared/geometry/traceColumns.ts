import { must } from '../base/must.ts';
import { signedArea } from './polygon.ts';

/** A directed stretch of pixel border; the inside is on its right hand. */
interface Border {
  readonly x: number;
  readonly y: number;
  readonly toX: number;
  readonly toY: number;
}

type Columns = readonly (readonly number[])[];

/**
 * The outlines of a mask exactly on pixel borders: rings for the even-odd rule, outer rings first (clockwise on the
 * screen), then holes (the other way round). Pixels that only touch at a corner are separate parts. Equal masks give
 * equal rings.
 */
export function traceColumns(columns: Columns): number[][] {
  const waiting = new Waiting(columns);
  const outer: number[][] = [];
  const holes: number[][] = [];
  for (const list of waiting.lists()) {
    for (let first = list[0]; first !== undefined; first = list[0]) {
      const ring = follow(first, waiting);
      (signedArea(ring) > 0 ? outer : holes).push(ring);
    }
  }
  return [...outer, ...holes];
}

/** The borders that belong to no ring yet, by the point they start from. */
class Waiting {
  readonly #from = new Map<number, Border[]>();
  readonly #stride: number;

  constructor(columns: Columns) {
    this.#stride = columns.length + 1;
    for (const border of bordersOf(columns)) {
      const key = this.#key(border.x, border.y);
      const there = this.#from.get(key);
      if (there === undefined) this.#from.set(key, [border]);
      else there.push(border);
    }
  }

  lists(): Iterable<readonly Border[]> {
    return this.#from.values();
  }

  at(x: number, y: number): readonly Border[] {
    return this.#from.get(this.#key(x, y)) ?? [];
  }

  take(border: Border): void {
    const there = this.#from.get(this.#key(border.x, border.y)) ?? [];
    there.splice(there.indexOf(border), 1);
  }

  #key(x: number, y: number): number {
    return y * this.#stride + x;
  }
}

function* bordersOf(columns: Columns): Generator<Border> {
  for (let x = 0; x <= columns.length; x += 1) {
    const left = columns[x - 1] ?? [];
    const right = columns[x] ?? [];
    for (let at = 0; at + 1 < right.length; at += 2) {
      const top = right[at] ?? 0;
      const foot = right[at + 1] ?? 0;
      yield { x, y: top, toX: x + 1, toY: top };
      yield { x: x + 1, y: foot, toX: x, toY: foot };
    }
    for (const [from, to] of without(right, left)) yield { x, y: to, toX: x, toY: from };
    for (const [from, to] of without(left, right)) yield { x, y: from, toX: x, toY: to };
  }
}

/** The parts of `spans` that `others` do not cover. */
function* without(spans: readonly number[], others: readonly number[]): Generator<readonly [number, number]> {
  let other = 0;
  for (let at = 0; at + 1 < spans.length; at += 2) {
    let from = spans[at] ?? 0;
    const to = spans[at + 1] ?? 0;
    while (other + 1 < others.length && (others[other + 1] ?? 0) <= from) other += 2;
    for (let look = other; look + 1 < others.length && (others[look] ?? 0) < to; look += 2) {
      const start = others[look] ?? 0;
      if (start > from) yield [from, start];
      from = Math.max(from, others[look + 1] ?? 0);
    }
    if (from < to) yield [from, to];
  }
}

/** Walks one ring, taking its borders out of those that wait; vertices only where the direction turns. */
function follow(first: Border, waiting: Waiting): number[] {
  const ring: number[] = [];
  let here = first;
  do {
    const next = must(turn(here, waiting), 'the border of a mask is closed');
    waiting.take(next);
    if (direction(here) !== direction(next)) ring.push(next.x, next.y);
    here = next;
  } while (here !== first);
  return ring;
}

/** Where two ways lead on (pixels touching at a corner), the right turn stays with the same pixel. */
function turn(here: Border, waiting: Waiting): Border | undefined {
  const ways = waiting.at(here.toX, here.toY);
  return ways.find((way) => direction(way) === (direction(here) + 1) % 4) ?? ways[0];
}

/** 0 right, 1 down, 2 left, 3 up. */
function direction(border: Border): number {
  if (border.toY === border.y) return border.toX > border.x ? 0 : 2;
  return border.toY > border.y ? 1 : 3;
}
