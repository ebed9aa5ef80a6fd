import { traceColumns } from '#shared/geometry/traceColumns.ts';
import { spansOfMask } from '#shared/model/kinds/maskRuns.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Ink, YuvPage } from './yuvPage.ts';

export interface Pen {
  readonly ink: Ink;
  /** Sets outlines off from a picture of their own colour. */
  readonly rim: Ink;
  /** Width of outlines, in pixels. */
  readonly width: number;
  /** Pixels of the page for each of the picture. */
  readonly scale: number;
  readonly dashed: boolean;
}

const FILL = 0.16;
const MASK_FILL = 0.4;
/** Line and gap of what is partly behind something, in widths of the line. */
const DASH = [4, 3] as const;
const SIDES = 12;
/** How much wider than a line its rim is. */
const RIM = 2;

/** Paints a shape: areas lightly, outlines and places fully. */
export function drawShape(page: YuvPage, shape: Shape, pen: Pen): void {
  const mask = shape.kind === 'mask' ? maskRings(shape, pen.scale) : null;
  const strokes = kindOf(shape).strokes(shape).map(({ form, coords }) => ({ form, coords: coords.map((value) => value * pen.scale) }));
  const rings = mask ?? strokes.filter(({ form }) => form === 'ring').map(({ coords }) => coords);
  if (rings.length > 0) page.fill(rings, { ink: pen.ink, share: mask === null ? FILL : MASK_FILL });
  const outlines = rings.map((ring) => [...ring, ring[0] ?? 0, ring[1] ?? 0]);
  const lines = [...outlines, ...strokes.filter(({ form }) => form === 'line').map(({ coords }) => coords)];
  for (const line of lines) stroke(page, line, { ...pen, ink: pen.rim, width: pen.width + RIM, dashed: false });
  for (const line of lines) stroke(page, line, pen);
  for (const { form, coords } of strokes) {
    if (form === 'dots' || form === 'hollow') for (let at = 0; at < coords.length; at += 2) spot(page, [coords[at] ?? 0, coords[at + 1] ?? 0], { ...pen, hollow: form === 'hollow' });
  }
}

function maskRings(mask: Extract<Shape, { kind: 'mask' }>, scale: number): readonly (readonly number[])[] {
  const { left, columns } = spansOfMask(mask);
  return traceColumns(columns).map((ring) => ring.map((value, at) => (at % 2 === 0 ? value + left : value) * scale));
}

function stroke(page: YuvPage, coords: readonly number[], pen: Pen): void {
  for (let at = 2; at < coords.length; at += 2) {
    const segment = [coords[at - 2] ?? 0, coords[at - 1] ?? 0, coords[at] ?? 0, coords[at + 1] ?? 0] as const;
    if (pen.dashed) for (const part of dashes(segment, pen.width)) bar(page, part, pen);
    else bar(page, segment, pen);
  }
}

type Segment = readonly [x0: number, y0: number, x1: number, y1: number];

function dashes([x0, y0, x1, y1]: Segment, width: number): readonly Segment[] {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const [on, off] = [DASH[0] * width, DASH[1] * width];
  const parts: Segment[] = [];
  for (let from = 0; from < length; from += on + off) {
    const [a, b] = [from / length, Math.min(1, (from + on) / length)];
    parts.push([x0 + (x1 - x0) * a, y0 + (y1 - y0) * a, x0 + (x1 - x0) * b, y0 + (y1 - y0) * b]);
  }
  return parts;
}

/** One straight piece of a line, its ends as much longer as it is wide, so that corners close. */
function bar(page: YuvPage, [x0, y0, x1, y1]: Segment, { ink, width }: Pen): void {
  const half = width / 2;
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return;
  if (x0 === x1 || y0 === y1) {
    const [left, top] = [Math.round(Math.min(x0, x1) - half), Math.round(Math.min(y0, y1) - half)];
    page.rect([left, top, Math.round(Math.abs(x1 - x0) + width), Math.round(Math.abs(y1 - y0) + width)], ink);
    return;
  }
  const [ax, ay] = [((x1 - x0) / length) * half, ((y1 - y0) / length) * half];
  page.fill([[x0 - ax - ay, y0 - ay + ax, x0 - ax + ay, y0 - ay - ax, x1 + ax + ay, y1 + ay - ax, x1 + ax - ay, y1 + ay + ax]], { ink });
}

function spot(page: YuvPage, [x, y]: readonly [number, number], { ink, width, hollow }: Pen & { readonly hollow: boolean }): void {
  const ring = (radius: number): number[] => Array.from({ length: SIDES }, (_none, side) => (side * 2 * Math.PI) / SIDES).flatMap((angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]);
  page.fill(hollow ? [ring(width * 2), ring(width)] : [ring(width * 2)], { ink });
}
