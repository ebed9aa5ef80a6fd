import type { Rect } from '#shared/geometry/rect.ts';
import type { MaskShape } from '#shared/model/kinds/shape.ts';
import { DASH, DOT, FILL, HAIR_LINE, inkOn, MASK_FILL, paintOf, PAPER, REACH, SMALL, SPOT, type Paint } from '../scene/styles.ts';
import type { BulkStyle, PaintOrder, Swatch, Tile } from './bulkMessages.ts';
import type { BulkScene, Slot } from './bulkScene.ts';
import { rectOnImage, rectOnScreen, turnOf, visibleRect } from './camera2d.ts';
import { FORMS } from './packScene.ts';
import { rasterMask, sourceOfMask } from './rasterMask.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** More names than this on a tile hide the picture. */
const MOST_NAMES = 60;
/** Vertices closer than this on the screen are skipped while the outline is a hair-line. */
const SKIP = 1.2;
const CHIP = 15;
/** Of things in the whole view, so that all tiles of a view decide alike. */
const CROWD = 5000;

/** Joints of something smaller than this are small themselves, or they would hide it. */
const FINE = 160;

interface Brush {
  readonly context: Context;
  /** Device pixels per image pixel, and where the picture's origin lies from the stage's centre; the context carries the rest. */
  readonly zoom: number;
  readonly dx: number;
  readonly dy: number;
  readonly ratio: number;
  /** The tile in the device pixels of a picture that is not turned. */
  readonly window: Rect;
  readonly style: BulkStyle;
  readonly paints: readonly Paint[];
  /** Whose outlines are dashed, by swatch. */
  readonly dashed: readonly boolean[];
  /** So much is in view that only hair-lines keep it readable. */
  readonly crowded: boolean;
}

/** Paints one tile of the stage: everything that meets it, in order, each with as much detail as can be seen. */
export function paintTile(context: Context, scene: BulkScene, { order, tile }: { order: PaintOrder; tile: Tile }): void {
  const brush = brushFor(context, scene, { ...order, tile });
  const slots = scene.near(areaOf(order, tile));
  const [cos, sin] = turnOf(order.view);
  context.setTransform(cos, sin, -sin, cos, (order.width * order.ratio) / 2 - tile.x, (order.height * order.ratio) / 2 - tile.y);
  context.lineJoin = 'bevel';
  for (const slot of slots) paintSlot(brush, slot, scene.marked.has(slot.scene.keys[slot.at] ?? -1));
  context.setTransform(1, 0, 0, 1, 0, 0);
  const named = slots.map((slot) => ({ slot, place: placeOf(slot, order, tile) })).filter(({ place }) => place.maxX - place.minX > 40 * order.ratio);
  if (named.length <= MOST_NAMES) for (const { slot, place } of named) paintName(brush, place, scene.swatches[slot.scene.swatch[slot.at] ?? 0]);
}

/** The part of the picture a tile shows, and as much around it as paint reaches. */
function areaOf({ view, width, height, ratio }: PaintOrder, tile: Tile): Rect {
  return rectOnImage(view, { width, height }, { minX: tile.x / ratio - REACH, minY: tile.y / ratio - REACH, maxX: (tile.x + tile.width) / ratio + REACH, maxY: (tile.y + tile.height) / ratio + REACH });
}

/** Where a thing lies in the tile, in device pixels. */
function placeOf({ scene: { bounds }, at }: Slot, { view, width, height, ratio }: PaintOrder, tile: Tile): Rect {
  const { minX, minY, maxX, maxY } = rectOnScreen(view, { width, height }, { minX: bounds[at * 4] ?? 0, minY: bounds[at * 4 + 1] ?? 0, maxX: bounds[at * 4 + 2] ?? 0, maxY: bounds[at * 4 + 3] ?? 0 });
  return { minX: minX * ratio - tile.x, minY: minY * ratio - tile.y, maxX: maxX * ratio - tile.x, maxY: maxY * ratio - tile.y };
}

function brushFor(context: Context, scene: BulkScene, order: PaintOrder & { readonly tile: Tile }): Brush {
  const { view, width, height, ratio, style } = order;
  const zoom = view.scale * ratio;
  const area = areaOf(order, order.tile);
  const window = { minX: Math.floor((area.minX - view.x) * zoom), minY: Math.floor((area.minY - view.y) * zoom), maxX: Math.ceil((area.maxX - view.x) * zoom), maxY: Math.ceil((area.maxY - view.y) * zoom) };
  return { context, window, zoom, ratio, dx: -view.x * zoom, dy: -view.y * zoom, style, dashed: scene.swatches.map(({ dashed }) => dashed), paints: scene.swatches.map(({ color }) => paintOf(color, style.fill)), crowded: scene.count(visibleRect(view, { width, height })) > CROWD };
}

function paintSlot(brush: Brush, { scene, at }: Slot, marked: boolean): void {
  const { context, zoom, dx, dy, ratio } = brush;
  const paint = brush.paints[scene.swatch[at] ?? 0];
  if (paint === undefined) return;
  const [x, y] = [(scene.bounds[at * 4] ?? 0) * zoom + dx, (scene.bounds[at * 4 + 1] ?? 0) * zoom + dy];
  const width = ((scene.bounds[at * 4 + 2] ?? 0) - (scene.bounds[at * 4] ?? 0)) * zoom;
  const height = ((scene.bounds[at * 4 + 3] ?? 0) - (scene.bounds[at * 4 + 1] ?? 0)) * zoom;
  const longest = Math.max(width, height) / ratio;
  const forms = formsOf({ scene, at });
  const mask = scene.masks.get(at);
  if (longest < DOT && !forms.spots) {
    context.fillStyle = paint.dot;
    context.fillRect(x, y, Math.max(width, ratio), Math.max(height, ratio));
    return;
  }
  if (mask !== undefined) paintPixels(brush, mask, { color: paint.stroke, marked });
  context.beginPath();
  const skip = longest < SMALL * 4 ? SKIP * ratio : 0;
  if (forms.rings) trace(brush, { scene, at }, { form: FORMS.ring, skip });
  context.fillStyle = marked ? paint.dot : paint.fill;
  context.fill('evenodd');
  if (forms.lines) trace(brush, { scene, at }, { form: FORMS.line, skip });
  context.strokeStyle = paint.stroke;
  context.lineWidth = (longest < SMALL || brush.crowded ? Math.min(HAIR_LINE, brush.style.outline) : brush.style.outline) * ratio * (marked && forms.lines ? 2 : 1);
  context.setLineDash(brush.dashed[scene.swatch[at] ?? 0] === true ? DASH.map((part) => part * ratio) : []);
  if (context.lineWidth > 0 && brush.style.outline > 0) context.stroke();
  context.setLineDash([]);
  if (forms.spots) paintSpots(brush, { scene, at }, { color: paint.stroke, marked, size: forms.lines && longest < FINE ? SPOT / 2 : SPOT });
}

/** Rastered for this tile, then laid over what is there. */
function paintPixels({ context, window, zoom, dx, dy, ratio, style }: Brush, mask: MaskShape, { color, marked }: { color: string; marked: boolean }): void {
  const source = sourceOfMask(mask);
  const ink = { color, border: marked ? PAPER : color, fill: Math.min(1, (MASK_FILL * style.fill) / FILL), edge: Math.max(1, Math.round(HAIR_LINE * ratio)) };
  const raster = source === null ? null : rasterMask(source, { zoom, dx, dy }, { window, ink });
  if (raster === null) return;
  const { width, height } = raster.image;
  if (scratch.width < width || scratch.height < height) scratch = new OffscreenCanvas(Math.max(scratch.width, width), Math.max(scratch.height, height));
  scratch.getContext('2d')?.putImageData(raster.image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(scratch, 0, 0, width, height, raster.x, raster.y, width, height);
}

let scratch = new OffscreenCanvas(1, 1);

function formsOf({ scene, at }: Slot): { rings: boolean; lines: boolean; spots: boolean } {
  const found = { rings: false, lines: false, spots: false };
  for (let ring = scene.firstRing[at] ?? 0; ring < (scene.firstRing[at + 1] ?? 0); ring += 1) {
    if (scene.forms[ring] === FORMS.ring) found.rings = true;
    else if (scene.forms[ring] === FORMS.line) found.lines = true;
    else found.spots = true;
  }
  return found;
}

/** Single points: as large at every zoom, with a rim that sets them off from the picture. */
function paintSpots({ context, zoom, dx, dy, ratio, crowded }: Brush, { scene, at }: Slot, { color, marked, size }: { color: string; marked: boolean; size: number }): void {
  const radius = (crowded ? SPOT / 2 : size) * ratio * (marked ? 1.25 : 1);
  context.lineWidth = HAIR_LINE * ratio;
  for (let ring = scene.firstRing[at] ?? 0; ring < (scene.firstRing[at + 1] ?? 0); ring += 1) {
    const form = scene.forms[ring];
    if (form !== FORMS.dots && form !== FORMS.hollow) continue;
    context.beginPath();
    for (let coord = scene.rings[ring] ?? 0; coord < (scene.rings[ring + 1] ?? 0); coord += 2) {
      const [x, y] = [(scene.coords[coord] ?? 0) * zoom + dx, (scene.coords[coord + 1] ?? 0) * zoom + dy];
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fillStyle = form === FORMS.dots ? color : PAPER;
    context.strokeStyle = form === FORMS.dots ? PAPER : color;
    context.fill();
    context.stroke();
  }
}

function trace({ context, zoom, dx, dy }: Brush, { scene, at }: Slot, { form, skip }: { form: number; skip: number }): void {
  for (let ring = scene.firstRing[at] ?? 0; ring < (scene.firstRing[at + 1] ?? 0); ring += 1) {
    if (scene.forms[ring] !== form) continue;
    let [lastX, lastY] = [NaN, NaN];
    for (let coord = scene.rings[ring] ?? 0; coord < (scene.rings[ring + 1] ?? 0); coord += 2) {
      const x = (scene.coords[coord] ?? 0) * zoom + dx;
      const y = (scene.coords[coord + 1] ?? 0) * zoom + dy;
      if (Math.abs(x - lastX) + Math.abs(y - lastY) < skip) continue;
      if (Number.isNaN(lastX)) context.moveTo(x, y);
      else context.lineTo(x, y);
      [lastX, lastY] = [x, y];
    }
    if (form === FORMS.ring) context.closePath();
  }
}

/** The label's name in the corner of what is large enough to carry it. */
function paintName({ context, ratio }: Brush, { minX: x, minY: y, maxX, maxY }: Rect, swatch: Swatch | undefined): void {
  if (swatch === undefined || swatch.name === '') return;
  context.font = `500 ${11 * ratio}px system-ui, sans-serif`;
  const width = context.measureText(swatch.name).width + 8 * ratio;
  if (width > maxX - x || maxY - y < 2 * CHIP * ratio) return;
  context.fillStyle = swatch.color;
  context.fillRect(x, y, width, CHIP * ratio);
  context.fillStyle = inkOn(swatch.color);
  context.textBaseline = 'middle';
  context.fillText(swatch.name, x + 4 * ratio, y + (CHIP / 2 + 0.5) * ratio);
}
