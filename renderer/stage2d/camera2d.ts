import type { Point } from '#shared/geometry/point.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { Quarter, View } from '../session/sessionStore.ts';

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const CLOSEST = 80;
const FIT_AIR = 24;
const SHOW_AIR = 1.6;

/** Cosine and sine of a view's turn: whole numbers, so that nothing is rounded. */
export function turnOf({ turn }: View): readonly [cos: number, sin: number] {
  return ([[1, 0], [0, 1], [-1, 0], [0, -1]] as const)[turn];
}

export function toScreen(view: View, size: Size, [x, y]: Point): Point {
  const [cos, sin] = turnOf(view);
  const [dx, dy] = [(x - view.x) * view.scale, (y - view.y) * view.scale];
  return [cos * dx - sin * dy + size.width / 2, sin * dx + cos * dy + size.height / 2];
}

export function toImage(view: View, size: Size, [x, y]: Point): Point {
  const [dx, dy] = turnedBack(view, [x - size.width / 2, y - size.height / 2]);
  return [dx / view.scale + view.x, dy / view.scale + view.y];
}

/** A way on the screen as a way on the picture, still in CSS pixels. */
export function turnedBack(view: View, [dx, dy]: Point): Point {
  const [cos, sin] = turnOf(view);
  return [cos * dx + sin * dy, cos * dy - sin * dx];
}

/** The place of the screen that a part of the picture covers. */
export function rectOnScreen(view: View, size: Size, { minX, minY, maxX, maxY }: Rect): Rect {
  return between(toScreen(view, size, [minX, minY]), toScreen(view, size, [maxX, maxY]));
}

/** The part of the picture under a place of the screen. */
export function rectOnImage(view: View, size: Size, { minX, minY, maxX, maxY }: Rect): Rect {
  return between(toImage(view, size, [minX, minY]), toImage(view, size, [maxX, maxY]));
}

function between([ax, ay]: Point, [bx, by]: Point): Rect {
  return { minX: Math.min(ax, bx), minY: Math.min(ay, by), maxX: Math.max(ax, bx), maxY: Math.max(ay, by) };
}

/** The part of the picture's plane that is on the screen. */
export function visibleRect(view: View, size: Size): Rect {
  return rectOnImage(view, size, { minX: 0, minY: 0, maxX: size.width, maxY: size.height });
}

/** Turned by a quarter, what is wide is high. */
export function turnedSize({ width, height }: Size, turn: Quarter): Size {
  return turn % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** The whole picture with some air; a small picture is not blown up beyond four times. */
export function fitView(picture: Size, size: Size, turn: Quarter): View {
  const seen = turnedSize(picture, turn);
  const scale = Math.min((size.width - 2 * FIT_AIR) / seen.width, (size.height - 2 * FIT_AIR) / seen.height, 4);
  return { x: picture.width / 2, y: picture.height / 2, scale: Math.max(scale, 1e-4), turn };
}

/** A region in the middle, with some air around it. */
export function showRect(rect: Rect, size: Size, turn: Quarter): View {
  const { width, height } = turnedSize({ width: Math.max(rect.maxX - rect.minX, 8) * SHOW_AIR, height: Math.max(rect.maxY - rect.minY, 8) * SHOW_AIR }, turn);
  return { x: (rect.minX + rect.maxX) / 2, y: (rect.minY + rect.maxY) / 2, scale: Math.min(size.width / width, size.height / height, 16), turn };
}

/** Zooms so that the image point under `at` (screen) stays there. */
export function zoomAt(view: View, size: Size, { factor, at, picture }: { factor: number; at: Point; picture: Size }): View {
  const least = Math.min(fitView(picture, size, view.turn).scale / 4, 1);
  const scale = Math.min(CLOSEST, Math.max(least, view.scale * factor));
  const still = toImage(view, size, at);
  const [dx, dy] = turnedBack(view, [at[0] - size.width / 2, at[1] - size.height / 2]);
  return { x: still[0] - dx / scale, y: still[1] - dy / scale, scale, turn: view.turn };
}

/** By CSS pixels of the screen. */
export function panBy(view: View, by: Point): View {
  const [dx, dy] = turnedBack(view, by);
  return { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
}

/** Keeps the centre of the screen on the picture, so that it cannot get lost. */
export function keepOn(view: View, picture: Size): View {
  const x = Math.min(picture.width, Math.max(0, view.x));
  const y = Math.min(picture.height, Math.max(0, view.y));
  return x === view.x && y === view.y ? view : { ...view, x, y };
}
