import { intersect, type Rect } from '#shared/geometry/rect.ts';
import type { Smoothing } from '../session/seeingStore.ts';
import type { View } from '../session/sessionStore.ts';
import { rectOnScreen, turnOf, visibleRect, type Size } from './camera2d.ts';
import type { Picture } from './pictureMessages.ts';
import type { ReadyTile } from './tileLayer.ts';

/** From this many device pixels per image pixel on, pixels are shown as squares: one looks at pixels, not at a picture. */
const SQUARES = 3;

export type PictureContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export interface PictureFrame {
  readonly view: View;
  readonly size: Size;
  readonly ratio: number;
  readonly smoothing: Smoothing;
}

/** Draws the picture; `context` is in device pixels. */
export function paintPicture(context: PictureContext, picture: Picture, frame: PictureFrame): void {
  const { view, size, ratio } = frame;
  const zoom = view.scale * ratio;
  const far = picture.far !== null && zoom * picture.width <= picture.far.width * 1.1 ? picture.far : null;
  smooth(context, frame);
  // Only the part that is seen: scaling pixels outside the stage costs as much as those inside.
  const seen = intersect(visibleRect(view, size), { minX: 0, minY: 0, maxX: picture.width, maxY: picture.height });
  if (seen === null) return;
  const part = { minX: Math.floor(seen.minX), minY: Math.floor(seen.minY), maxX: Math.min(picture.width, Math.ceil(seen.maxX)), maxY: Math.min(picture.height, Math.ceil(seen.maxY)) };
  const source = far ?? picture.full;
  const factor = source.width / picture.width;
  const from = { minX: part.minX * factor, minY: part.minY * factor, maxX: part.maxX * factor, maxY: part.maxY * factor };
  draw(context, { image: source, from, to: scaled(rectOnScreen(view, size, part), ratio), view });
}

/** Draws tiles over it, their edges on whole device pixels so that no seam shows. */
export function paintTiles(context: PictureContext, tiles: readonly ReadyTile[], frame: PictureFrame): void {
  smooth(context, frame);
  for (const { bitmap, area } of tiles) {
    const { minX, minY, maxX, maxY } = scaled(rectOnScreen(frame.view, frame.size, area), frame.ratio);
    const to = { minX: Math.round(minX), minY: Math.round(minY), maxX: Math.round(maxX), maxY: Math.round(maxY) };
    draw(context, { image: bitmap, from: { minX: 0, minY: 0, maxX: bitmap.width, maxY: bitmap.height }, to, view: frame.view });
  }
}

function smooth(context: PictureContext, { view, ratio, smoothing }: PictureFrame): void {
  context.imageSmoothingEnabled = smoothing === 'smooth' || (smoothing === 'auto' && view.scale * ratio < SQUARES);
  context.imageSmoothingQuality = 'low';
}

function draw(context: PictureContext, { image, from, to, view }: { readonly image: ImageBitmap; readonly from: Rect; readonly to: Rect; readonly view: View }): void {
  const [cos, sin] = turnOf(view);
  const [wide, high] = [to.maxX - to.minX, to.maxY - to.minY];
  const [width, height] = view.turn % 2 === 0 ? [wide, high] : [high, wide];
  if (width <= 0 || height <= 0) return;
  context.setTransform(cos, sin, -sin, cos, to.minX + wide / 2, to.minY + high / 2);
  context.drawImage(image, from.minX, from.minY, from.maxX - from.minX, from.maxY - from.minY, -width / 2, -height / 2, width, height);
  context.setTransform(1, 0, 0, 1, 0, 0);
}

function scaled({ minX, minY, maxX, maxY }: Rect, by: number): Rect {
  return { minX: minX * by, minY: minY * by, maxX: maxX * by, maxY: maxY * by };
}

/** Colour of single image pixels as `#rrggbb`. */
export function pixelReader(): (image: ImageBitmap, x: number, y: number) => string | null {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (image, x, y) => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (context === null || column < 0 || row < 0 || column >= image.width || row >= image.height) return null;
    context.clearRect(0, 0, 1, 1);
    context.drawImage(image, column, row, 1, 1, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
  };
}
