import type { Point } from '#shared/geometry/point.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { toScreen, turnOf, type Size } from './camera2d.ts';
import type { View } from '../session/sessionStore.ts';

/** Vertices from which on a shape is giant. */
const GIANT = 5000;
/** Points of an outline nearer to each other than this are one point on the screen, CSS pixels. */
const FINE = 0.4;
/** What lies farther outside than this shows nothing of its line. */
const MARGIN = 12;

/** So many vertices that whatever is made anew for each of them with every move would hold up the hand. */
export function isGiant(shape: Shape): boolean {
  return kindOf(shape).strokes(shape).reduce((sum, { coords }) => sum + coords.length, 0) > 2 * GIANT;
}

export interface Ink {
  readonly color: string;
  readonly width: number;
}

export interface Sight {
  readonly view: View;
  readonly size: Size;
}

/**
 * Paints a giant outline straight from its coordinates, on the screen: only what can be told apart there becomes part of a
 * path, so that a coast of 100,000 vertices costs no more than its length in pixels.
 */
export function paintGiant(context: CanvasRenderingContext2D, shape: Shape, { fill, inks, dash, sight }: { readonly fill: string; readonly inks: readonly Ink[]; readonly dash: readonly number[]; readonly sight: Sight }): void {
  const strokes = kindOf(shape).strokes(shape);
  const [rings, lines] = [strokes.filter(({ form }) => form === 'ring'), strokes.filter(({ form }) => form === 'line')];
  const area = new Path2D();
  for (const { coords } of rings) follow(area, { coords, closes: true }, sight);
  const all = new Path2D(area);
  for (const { coords } of lines) follow(all, { coords, closes: false }, sight);
  context.fillStyle = fill;
  if (rings.length > 0) context.fill(area, 'evenodd');
  context.lineJoin = 'round';
  for (const [at, { color, width }] of inks.entries()) {
    context.setLineDash(at === inks.length - 1 ? [...dash] : []);
    context.strokeStyle = color;
    context.lineWidth = width;
    context.stroke(all);
  }
  context.setLineDash([]);
}

/** The camera turns and moves all alike, so two points and their difference tell where every other is. */
function follow(path: Path2D, { coords, closes }: { readonly coords: readonly number[]; readonly closes: boolean }, { view, size }: Sight): void {
  const [ox, oy]: Point = toScreen(view, size, [0, 0]);
  const [cos, sin] = turnOf(view);
  const [a, b] = [cos * view.scale, sin * view.scale];
  let [lastX, lastY, lastSide] = [NaN, NaN, 0];
  let [heldX, heldY, held] = [0, 0, false];
  for (let at = 0; at < coords.length; at += 2) {
    const [px, py] = [coords[at] ?? 0, coords[at + 1] ?? 0];
    const x = ox + a * px - b * py;
    const y = oy + b * px + a * py;
    const side = sideOf(x, y, size);
    const starts = at === 0;
    // Beyond one edge of the view a whole run is as good as its ends; what is too near to the last point waits for the next.
    if (!starts && ((side !== 0 && side === lastSide) || (Math.abs(x - lastX) < FINE && Math.abs(y - lastY) < FINE))) {
      [heldX, heldY, held] = [x, y, true];
      continue;
    }
    if (held && lastSide !== 0) path.lineTo(heldX, heldY);
    held = false;
    if (starts) path.moveTo(x, y);
    else path.lineTo(x, y);
    [lastX, lastY, lastSide] = [x, y, side];
  }
  if (held) path.lineTo(heldX, heldY);
  if (closes) path.closePath();
}

/** Beyond which edge of the view a point lies; 0 inside. A corner counts to one of its edges. */
function sideOf(x: number, y: number, { width, height }: Size): 0 | 1 | 2 | 3 | 4 {
  if (x < -MARGIN) return 1;
  if (x > width + MARGIN) return 2;
  if (y < -MARGIN) return 3;
  return y > height + MARGIN ? 4 : 0;
}
