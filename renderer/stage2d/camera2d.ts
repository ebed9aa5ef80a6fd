import type { Point } from '#shared/geometry/point.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { View } from '../session/sessionStore.ts';

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const CLOSEST = 80;
const FIT_AIR = 24;
const SHOW_AIR = 1.6;

export function toScreen(view: View, size: Size, [x, y]: Point): Point {
  return [(x - view.x) * view.scale + size.width / 2, (y - view.y) * view.scale + size.height / 2];
}

export function toImage(view: View, size: Size, [x, y]: Point): Point {
  return [(x - size.width / 2) / view.scale + view.x, (y - size.height / 2) / view.scale + view.y];
}

/** The part of the picture's plane that is on the screen. */
export function visibleRect(view: View, size: Size): Rect {
  const [minX, minY] = toImage(view, size, [0, 0]);
  const [maxX, maxY] = toImage(view, size, [size.width, size.height]);
  return { minX, minY, maxX, maxY };
}

/** The whole picture with some air; a small picture is not blown up beyond four times. */
export function fitView(picture: Size, size: Size): View {
  const scale = Math.min((size.width - 2 * FIT_AIR) / picture.width, (size.height - 2 * FIT_AIR) / picture.height, 4);
  return { x: picture.width / 2, y: picture.height / 2, scale: Math.max(scale, 1e-4) };
}

/** A region in the middle, with some air around it. */
export function showRect(rect: Rect, size: Size): View {
  const width = Math.max(rect.maxX - rect.minX, 8) * SHOW_AIR;
  const height = Math.max(rect.maxY - rect.minY, 8) * SHOW_AIR;
  return { x: (rect.minX + rect.maxX) / 2, y: (rect.minY + rect.maxY) / 2, scale: Math.min(size.width / width, size.height / height, 16) };
}

/** Zooms so that the image point under `at` (screen) stays there. */
export function zoomAt(view: View, size: Size, { factor, at, picture }: { factor: number; at: Point; picture: Size }): View {
  const least = Math.min(fitView(picture, size).scale / 4, 1);
  const scale = Math.min(CLOSEST, Math.max(least, view.scale * factor));
  const still = toImage(view, size, at);
  return { x: still[0] - (at[0] - size.width / 2) / scale, y: still[1] - (at[1] - size.height / 2) / scale, scale };
}

export function panBy(view: View, [dx, dy]: Point): View {
  return { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
}

/** Keeps the centre of the screen on the picture, so that it cannot get lost. */
export function keepOn(view: View, picture: Size): View {
  const x = Math.min(picture.width, Math.max(0, view.x));
  const y = Math.min(picture.height, Math.max(0, view.y));
  return x === view.x && y === view.y ? view : { ...view, x, y };
}
