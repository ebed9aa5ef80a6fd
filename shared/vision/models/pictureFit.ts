import type { PictureInput } from './signature.ts';

/**
 * How a picture lies in a model's input: the picture is drawn at `drawnWidth` x `drawnHeight` pixels with its corner at
 * `left`, `top` of an input of `width` x `height`. A point goes there by scaling with drawn over picture size, per axis.
 */
export interface PictureFit {
  readonly width: number;
  readonly height: number;
  readonly drawnWidth: number;
  readonly drawnHeight: number;
  readonly left: number;
  readonly top: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a picture of some size goes in an input. */
export function fitPicture(picture: Size, input: Pick<PictureInput, 'fit' | 'width' | 'height'>): PictureFit {
  const { fit, width, height } = input;
  const scale = Math.min(width / picture.width, height / picture.height);
  const [drawnWidth, drawnHeight] = fit === 'stretch' ? [width, height] : [side(picture.width * scale, width), side(picture.height * scale, height)];
  const spare = (all: number, drawn: number): number => (fit === 'letterbox' ? Math.floor((all - drawn) / 2) : 0);
  const whole = fit === 'free' ? { width: drawnWidth, height: drawnHeight } : { width, height };
  return { ...whole, drawnWidth, drawnHeight, left: spare(width, drawnWidth), top: spare(height, drawnHeight), scaleX: drawnWidth / picture.width, scaleY: drawnHeight / picture.height };
}

function side(length: number, most: number): number {
  return Math.min(most, Math.max(1, Math.round(length)));
}

/** An image point in the input, and back. */
export function toInput({ scaleX, scaleY, left, top }: PictureFit, x: number, y: number): readonly [number, number] {
  return [x * scaleX + left, y * scaleY + top];
}

export function toPicture({ scaleX, scaleY, left, top }: PictureFit, x: number, y: number): readonly [number, number] {
  return [(x - left) / scaleX, (y - top) / scaleY];
}
