import type { Point } from '#shared/geometry/point.ts';
import { CHANNELS, PLAIN_ADJUST, type Adjust } from '../session/seeingStore.ts';
import { createAdjuster, type Adjuster } from './adjuster.ts';
import type { AdjustPass } from './adjustPass.ts';
import { toImage, visibleRect } from './camera2d.ts';
import { EvenCounter } from './evenCounter.ts';
import type { Picture } from './pictureMessages.ts';
import { paintPicture, paintTiles, pixelReader, type PictureContext, type PictureFrame } from './picturePainter.ts';
import { TileLayer, type TileLayerPorts } from './tileLayer.ts';
import type { ValueWindow } from './tileGrid.ts';
import { toneCurve } from './toneCurve.ts';

/** The largest value of a picture with 16 bits. */
const DEEPEST = 65_535;

/** The picture on the stage: in one piece or in tiles, as it is or adjusted. */
export class PictureLayer {
  readonly #tiles: TileLayer;
  readonly #counter: EvenCounter;
  readonly #readPixel = pixelReader();
  #adjuster: Adjuster | null = null;
  #scratch: OffscreenCanvas | null = null;
  #picture: Picture | null = null;

  constructor(ports: TileLayerPorts) {
    this.#tiles = new TileLayer(ports);
    this.#counter = new EvenCounter(() => ports.changed());
  }

  dispose(): void {
    this.#tiles.dispose();
    this.#counter.dispose();
    this.#adjuster?.dispose();
  }

  show(picture: Picture | null): void {
    this.#picture = picture;
    this.#tiles.show(picture !== null && picture.source.tiles !== null ? picture.source : null);
  }

  isSharp(): boolean {
    return this.#tiles.isSharp();
  }

  /** The colour in the file at an image point; null outside, and where it is not loaded. */
  pixelAt([x, y]: Point): string | null {
    const picture = this.#picture;
    if (picture === null || x < 0 || y < 0 || x >= picture.width || y >= picture.height) return null;
    if (picture.source.tiles === null) return this.#readPixel(picture.full, x, y);
    const tile = this.#tiles.finestAt([x, y]);
    return tile === null ? null : this.#readPixel(tile.bitmap, x - tile.area.minX, y - tile.area.minY);
  }

  paint(context: CanvasRenderingContext2D, frame: PictureFrame, adjust: Adjust): void {
    const picture = this.#picture;
    if (picture === null) return;
    const deep = (picture.source.tiles?.range ?? null) !== null;
    const pass = passOf({ ...adjust, window: deep ? null : adjust.window });
    const window = deep ? valueWindow(adjust) : null;
    if (pass === null) return this.#paintPlain(context, frame, window);
    const scratch = this.#cleanScratch(context.canvas);
    const plain = scratch.getContext('2d', { willReadFrequently: false });
    if (plain === null) return this.#paintPlain(context, frame, window);
    this.#paintPlain(plain, frame, window);
    this.#adjuster ??= createAdjuster();
    const tables = adjust.even ? this.#counter.of(picture) : null;
    context.drawImage(this.#adjuster.apply(scratch, { ...pass, tables, place: placeOf(picture, frame) }), 0, 0);
  }

  #paintPlain(context: PictureContext, frame: PictureFrame, window: ValueWindow | null): void {
    const picture = this.#picture;
    if (picture === null) return;
    paintPicture(context, picture, frame);
    if (picture.source.tiles !== null) paintTiles(context, this.#tiles.ready(visibleRect(frame.view, frame.size), frame.view.scale * frame.ratio, window), frame);
  }

  #cleanScratch({ width, height }: { readonly width: number; readonly height: number }): OffscreenCanvas {
    const scratch = this.#scratch ?? new OffscreenCanvas(width, height);
    this.#scratch = scratch;
    if (scratch.width !== width || scratch.height !== height) [scratch.width, scratch.height] = [width, height];
    else scratch.getContext('2d')?.clearRect(0, 0, width, height);
    return scratch;
  }
}

/** What is to be done to every pixel; null for nothing. */
function passOf(adjust: Adjust): Pick<AdjustPass, 'curve' | 'channel'> | null {
  const plain = Object.entries(PLAIN_ADJUST).every(([key, value]) => Object.entries(adjust).some(([own, now]) => own === key && now === value));
  return plain ? null : { curve: toneCurve(adjust), channel: CHANNELS.indexOf(adjust.channel) - 1 };
}

function valueWindow({ window }: Adjust): ValueWindow | null {
  if (window === null) return null;
  const low = Math.round(window.low * DEEPEST);
  return { low, high: Math.max(low + 1, Math.round(window.high * DEEPEST)) };
}

/** From device pixels to shares of the picture. */
function placeOf(picture: Picture, { view, size, ratio }: PictureFrame): AdjustPass['place'] {
  const at = (x: number, y: number): Point => {
    const [column, row] = toImage(view, size, [x / ratio, y / ratio]);
    return [column / picture.width, row / picture.height];
  };
  const [origin, right, down] = [at(0, 0), at(1, 0), at(0, 1)];
  return [right[0] - origin[0], down[0] - origin[0], origin[0], right[1] - origin[1], down[1] - origin[1], origin[1]];
}
