import type { Point } from './point.ts';

/** A rectangle along the axes, by its edges. */
export interface Rect {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The rectangle with `a` and `b` as opposite corners, in any order. */
export function rectOf(a: Point, b: Point): Rect {
  return { minX: Math.min(a[0], b[0]), minY: Math.min(a[1], b[1]), maxX: Math.max(a[0], b[0]), maxY: Math.max(a[1], b[1]) };
}

export function union(a: Rect, b: Rect): Rect {
  return { minX: Math.min(a.minX, b.minX), minY: Math.min(a.minY, b.minY), maxX: Math.max(a.maxX, b.maxX), maxY: Math.max(a.maxY, b.maxY) };
}

/** Touching edges count as overlap. */
export function overlaps(a: Rect, b: Rect): boolean {
  return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}

export function encloses(outer: Rect, inner: Rect): boolean {
  return outer.minX <= inner.minX && outer.minY <= inner.minY && outer.maxX >= inner.maxX && outer.maxY >= inner.maxY;
}

export function holds(rect: Rect, at: Point): boolean {
  return at[0] >= rect.minX && at[0] <= rect.maxX && at[1] >= rect.minY && at[1] <= rect.maxY;
}

/** Larger by `by` on every side; smaller when negative. */
export function grow(rect: Rect, by: number): Rect {
  return { minX: rect.minX - by, minY: rect.minY - by, maxX: rect.maxX + by, maxY: rect.maxY + by };
}

/** What both have in common, or null. */
export function intersect(a: Rect, b: Rect): Rect | null {
  const both = { minX: Math.max(a.minX, b.minX), minY: Math.max(a.minY, b.minY), maxX: Math.min(a.maxX, b.maxX), maxY: Math.min(a.maxY, b.maxY) };
  return both.minX > both.maxX || both.minY > both.maxY ? null : both;
}

export function middle({ minX, minY, maxX, maxY }: Rect): Point {
  return [(minX + maxX) / 2, (minY + maxY) / 2];
}

/** How far two are the same: what they have in common over what either covers, 0 to 1. 0 without area. */
export function shareOf(a: Rect, b: Rect): number {
  const both = Math.max(0, Math.min(a.maxX, b.maxX) - Math.max(a.minX, b.minX)) * Math.max(0, Math.min(a.maxY, b.maxY) - Math.max(a.minY, b.minY));
  const either = rectArea(a) + rectArea(b) - both;
  return either > 0 ? both / either : 0;
}

function rectArea({ minX, minY, maxX, maxY }: Rect): number {
  return Math.max(0, maxX - minX) * Math.max(0, maxY - minY);
}
