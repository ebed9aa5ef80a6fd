import type { Rect } from '#shared/geometry/rect.ts';
import { grow } from '#shared/geometry/rect.ts';
import type { MaskShape } from '#shared/model/kinds/shape.ts';
import type { View } from '../session/sessionStore.ts';
import type { MaskPad } from '../tools/maskPad.ts';
import { turnOf, visibleRect, type Size } from './camera2d.ts';
import { placeOf, rasterMask, sourceOfMask, sourceOfPad, type Lens, type PixelInk } from './rasterMask.ts';

export interface HandMask {
  readonly key: string;
  readonly pixels: MaskShape | MaskPad;
  readonly ink: PixelInk;
}

export interface HandFrame {
  readonly view: View;
  readonly size: Size;
  readonly ratio: number;
}

interface Shown extends HandFrame {
  readonly mask: HandMask;
  readonly window: Rect;
  /** Null when nothing of the mask is on the screen. */
  readonly canvas: OffscreenCanvas | null;
}

/**
 * Masks in the hand, each on a canvas as large as what is seen of it. While one is painted, its canvas is the stage, and
 * only what the brush touched since the last frame is drawn again.
 */
export class HandMasks {
  readonly #shown = new Map<string, Shown>();

  draw(context: CanvasRenderingContext2D, masks: readonly HandMask[], frame: HandFrame): void {
    const wanted = new Set(masks.map(({ key }) => key));
    for (const key of this.#shown.keys()) if (!wanted.has(key)) this.#shown.delete(key);
    const { view, size, ratio } = frame;
    const [cos, sin] = turnOf(view);
    context.save();
    context.imageSmoothingEnabled = false;
    context.setTransform(cos, sin, -sin, cos, (size.width * ratio) / 2, (size.height * ratio) / 2);
    for (const mask of masks) {
      const { canvas, window } = this.#refresh(mask, frame);
      if (canvas !== null) context.drawImage(canvas, window.minX, window.minY);
    }
    context.restore();
  }

  #refresh(mask: HandMask, frame: HandFrame): Shown {
    const before = this.#shown.get(mask.key);
    const same = before !== undefined && before.mask.pixels === mask.pixels && sameInk(before.mask.ink, mask.ink) && before.view === frame.view && before.size === frame.size && before.ratio === frame.ratio;
    const dirty = 'takeDirty' in mask.pixels ? mask.pixels.takeDirty() : null;
    if (same) {
      if (dirty !== null) paint(before, onDevice(dirty, lensOf(frame)));
      return before;
    }
    const window = windowOf(mask.pixels, frame);
    const [width, height] = [window.maxX - window.minX, window.maxY - window.minY];
    const shown = { ...frame, mask, window, canvas: width > 0 && height > 0 ? new OffscreenCanvas(width, height) : null };
    paint(shown, window);
    this.#shown.set(mask.key, shown);
    return shown;
  }
}

/** From the middle of the stage, as the bulk painter counts. */
function lensOf({ view, ratio }: HandFrame): Lens {
  const zoom = view.scale * ratio;
  return { zoom, dx: -view.x * zoom, dy: -view.y * zoom };
}

/** What can be seen of it. A mask that is being painted may grow anywhere. */
function windowOf(pixels: MaskShape | MaskPad, frame: HandFrame): Rect {
  const stage = onDevice(visibleRect(frame.view, frame.size), lensOf(frame));
  const source = 'takeDirty' in pixels ? null : sourceOfMask(pixels);
  if (source === null) return stage;
  const place = placeOf(source, lensOf(frame));
  return { minX: Math.max(stage.minX, place.minX), minY: Math.max(stage.minY, place.minY), maxX: Math.min(stage.maxX, place.maxX), maxY: Math.min(stage.maxY, place.maxY) };
}

function onDevice({ minX, minY, maxX, maxY }: Rect, { zoom, dx, dy }: Lens): Rect {
  return { minX: Math.floor(minX * zoom + dx), minY: Math.floor(minY * zoom + dy), maxX: Math.ceil(maxX * zoom + dx), maxY: Math.ceil(maxY * zoom + dy) };
}

function paint(shown: Shown, place: Rect): void {
  const { mask: { pixels, ink }, window, canvas } = shown;
  const source = 'takeDirty' in pixels ? sourceOfPad(pixels) : sourceOfMask(pixels);
  const context = canvas?.getContext('2d') ?? null;
  if (source === null || context === null) return;
  const { minX, minY, maxX, maxY } = grow(place, ink.edge + 1);
  const within = { minX: Math.max(minX, window.minX), minY: Math.max(minY, window.minY), maxX: Math.min(maxX, window.maxX), maxY: Math.min(maxY, window.maxY) };
  if (within.maxX <= within.minX || within.maxY <= within.minY) return;
  context.clearRect(within.minX - window.minX, within.minY - window.minY, within.maxX - within.minX, within.maxY - within.minY);
  const raster = rasterMask(source, lensOf(shown), { window: within, ink });
  if (raster !== null) context.putImageData(raster.image, raster.x - window.minX, raster.y - window.minY);
}

function sameInk(a: PixelInk, b: PixelInk): boolean {
  return a.color === b.color && a.border === b.border && a.fill === b.fill && a.edge === b.edge;
}
