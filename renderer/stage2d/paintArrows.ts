import type { Point } from '#shared/geometry/point.ts';
import type { Arrow } from '../scene/arrows.ts';
import { PAPER } from '../scene/styles.ts';
import { paintWord } from './paintWord.ts';

const HEAD = 9;
/** How far an arrow bends away from the straight line, as a share of its length, and at most. */
const BEND = 0.12;
const MOST_BEND = 36;
/** Shorter arrows have no room for a name. */
const LEAST_NAMED = 40;
/** More names than this would hide the picture. */
const MOST_NAMED = 12;

/** Thin lines over a dark hair, readable on every picture and quieter than any outline. */
export function paintArrows(context: CanvasRenderingContext2D, arrows: readonly Arrow[], toScreen: (point: Point) => Point): void {
  for (const arrow of arrows) {
    const way = wayOf(arrow, toScreen);
    for (const [width, color] of [[3.5, 'rgb(15 17 21 / 60%)'], [1.25, PAPER]] as const) strokeWay(context, way, { arrow, width, color });
    if (arrows.length <= MOST_NAMED && Math.hypot(way.to[0] - way.from[0], way.to[1] - way.from[1]) >= LEAST_NAMED) paintName(context, way, arrow.name);
  }
}

/** A quadratic curve on the screen; straight when its control point is half way. */
interface Way {
  readonly from: Point;
  readonly over: Point;
  readonly to: Point;
}

function wayOf({ from, to, bends }: Arrow, toScreen: (point: Point) => Point): Way {
  const [start, end] = [toScreen(from), toScreen(to)];
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy);
  const bend = bends && length > 0 ? Math.min(MOST_BEND, length * BEND) * 2 : 0;
  return { from: start, over: [(start[0] + end[0]) / 2 - (length === 0 ? 0 : (dy / length) * bend), (start[1] + end[1]) / 2 + (length === 0 ? 0 : (dx / length) * bend)], to: end };
}

function strokeWay(context: CanvasRenderingContext2D, { from, over, to }: Way, { arrow, width, color }: { readonly arrow: Arrow; readonly width: number; readonly color: string }): void {
  context.lineWidth = width;
  context.strokeStyle = color;
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(from[0], from[1]);
  context.quadraticCurveTo(over[0], over[1], to[0], to[1]);
  head(context, over, to);
  if (arrow.mutual) head(context, over, from);
  context.stroke();
}

function head(context: CanvasRenderingContext2D, from: Point, to: Point): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  for (const side of [-1, 1]) {
    context.moveTo(to[0], to[1]);
    context.lineTo(to[0] - HEAD * Math.cos(angle + side * 0.45), to[1] - HEAD * Math.sin(angle + side * 0.45));
  }
}

function paintName(context: CanvasRenderingContext2D, { from, over, to }: Way, name: string): void {
  context.font = '500 10px system-ui, sans-serif';
  const [x, y] = [(from[0] + 2 * over[0] + to[0]) / 4, (from[1] + 2 * over[1] + to[1]) / 4];
  paintWord(context, name, [x - context.measureText(name).width / 2, y - 9]);
}
