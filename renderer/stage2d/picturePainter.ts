import type { View } from '../session/sessionStore.ts';
import { toScreen, type Size } from './camera2d.ts';
import type { Picture } from './pictureMessages.ts';

/** From this many device pixels per image pixel on, pixels are shown as squares: one looks at pixels, not at a picture. */
const SQUARES = 3;

/** Draws the picture; `context` is in device pixels. */
export function paintPicture(context: CanvasRenderingContext2D, picture: Picture, { view, size, ratio }: { view: View; size: Size; ratio: number }): void {
  const zoom = view.scale * ratio;
  const [x, y] = toScreen(view, size, [0, 0]);
  const far = picture.far !== null && zoom * picture.width <= picture.far.width * 1.1 ? picture.far : null;
  context.imageSmoothingEnabled = zoom < SQUARES;
  context.imageSmoothingQuality = 'low';
  const [left, top] = [x * ratio, y * ratio];
  // Only the part that is seen: scaling pixels outside the stage costs as much as those inside.
  const from = { x: Math.max(0, Math.floor(-left / zoom)), y: Math.max(0, Math.floor(-top / zoom)) };
  const to = { x: Math.min(picture.width, Math.ceil((size.width * ratio - left) / zoom)), y: Math.min(picture.height, Math.ceil((size.height * ratio - top) / zoom)) };
  const [width, height] = [to.x - from.x, to.y - from.y];
  if (width <= 0 || height <= 0) return;
  const source = far ?? picture.full;
  const factor = source.width / picture.width;
  context.drawImage(source, from.x * factor, from.y * factor, width * factor, height * factor, left + from.x * zoom, top + from.y * zoom, width * zoom, height * zoom);
}

/** Colour of single image pixels as `#rrggbb`. */
export function pixelReader(): (picture: Picture, x: number, y: number) => string | null {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (picture, x, y) => {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (context === null || column < 0 || row < 0 || column >= picture.width || row >= picture.height) return null;
    context.clearRect(0, 0, 1, 1);
    context.drawImage(picture.full, column, row, 1, 1, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
  };
}
