import type { View } from '../session/sessionStore.ts';
import { DOT, HAIR_LINE, inkOn, LINE, paintOf, PAPER, REACH, SMALL, SPOT, type Paint } from '../scene/styles.ts';
import type { PaintOrder, Swatch, Tile } from './bulkMessages.ts';
import type { BulkScene, Slot } from './bulkScene.ts';
import { visibleRect } from './camera2d.ts';
import { FORMS } from './packScene.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** More names than this on a tile hide the picture. */
const MOST_NAMES = 60;
/** Vertices closer than this on the screen are skipped while the outline is a hair-line. */
const SKIP = 1.2;
const CHIP = 15;
/** Of things in the whole view, so that all tiles of a view decide alike. */
const CROWD = 5000;

interface Brush {
  readonly context: Context;
  /** Device pixels per image pixel, and where the picture's origin lies in the tile. */
  readonly zoom: number;
  readonly dx: number;
  readonly dy: number;
  readonly ratio: number;
  readonly paints: readonly Paint[];
  /** So much is in view that only hair-lines keep it readable. */
  readonly crowded: boolean;
}

/** Paints one tile of the stage: everything that meets it, in order, each with as much detail as can be seen. */
export function paintTile(context: Context, scene: BulkScene, { order, tile }: { order: PaintOrder; tile: Tile }): void {
  const brush = brushFor(context, scene, { ...order, tile });
  const reach = (REACH * order.ratio) / brush.zoom;
  const slots = scene.near({
    minX: -brush.dx / brush.zoom - reach, minY: -brush.dy / brush.zoom - reach,
    maxX: (tile.width - brush.dx) / brush.zoom + reach, maxY: (tile.height - brush.dy) / brush.zoom + reach,
  });
  context.lineJoin = 'bevel';
  for (const slot of slots) paintSlot(brush, slot, scene.marked.has(slot.scene.keys[slot.at] ?? -1));
  const named = slots.filter((slot) => widthOf(brush, slot) > 40);
  if (named.length <= MOST_NAMES) for (const slot of named) paintName(brush, slot, scene.swatches[slot.scene.swatch[slot.at] ?? 0]);
}

function brushFor(context: Context, scene: BulkScene, { view, width, height, ratio, tile }: { view: View; width: number; height: number; ratio: number; tile: Tile }): Brush {
  const zoom = view.scale * ratio;
  return { context, zoom, ratio, dx: (width * ratio) / 2 - view.x * zoom - tile.x, dy: (height * ratio) / 2 - view.y * zoom - tile.y, paints: scene.swatches.map(({ color }) => paintOf(color)), crowded: scene.count(visibleRect(view, { width, height })) > CROWD };
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
  if (longest < DOT && !forms.spots) {
    context.fillStyle = paint.dot;
    context.fillRect(x, y, Math.max(width, ratio), Math.max(height, ratio));
    return;
  }
  context.beginPath();
  const skip = longest < SMALL * 4 ? SKIP * ratio : 0;
  if (forms.rings) trace(brush, { scene, at }, { form: FORMS.ring, skip });
  context.fillStyle = marked ? paint.dot : paint.fill;
  context.fill('evenodd');
  if (forms.lines) trace(brush, { scene, at }, { form: FORMS.line, skip });
  context.strokeStyle = paint.stroke;
  context.lineWidth = (longest < SMALL || brush.crowded ? HAIR_LINE : LINE) * ratio * (marked && forms.lines ? 2 : 1);
  context.stroke();
  if (forms.spots) paintSpots(brush, { scene, at }, { color: paint.stroke, marked });
}

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
function paintSpots({ context, zoom, dx, dy, ratio, crowded }: Brush, { scene, at }: Slot, { color, marked }: { color: string; marked: boolean }): void {
  const radius = (crowded ? SPOT / 2 : SPOT) * ratio * (marked ? 1.25 : 1);
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

function widthOf({ zoom, ratio }: Brush, { scene, at }: Slot): number {
  return (((scene.bounds[at * 4 + 2] ?? 0) - (scene.bounds[at * 4] ?? 0)) * zoom) / ratio;
}

/** The label's name in the corner of what is large enough to carry it. */
function paintName(brush: Brush, slot: Slot, swatch: Swatch | undefined): void {
  const { context, ratio, zoom, dx, dy } = brush;
  if (swatch === undefined || swatch.name === '') return;
  const bounds = slot.scene.bounds.subarray(slot.at * 4, slot.at * 4 + 4);
  context.font = `500 ${11 * ratio}px system-ui, sans-serif`;
  const width = context.measureText(swatch.name).width + 8 * ratio;
  if (width > widthOf(brush, slot) * ratio || ((bounds[3] ?? 0) - (bounds[1] ?? 0)) * zoom < 2 * CHIP * ratio) return;
  const [x, y] = [(bounds[0] ?? 0) * zoom + dx, (bounds[1] ?? 0) * zoom + dy];
  context.fillStyle = swatch.color;
  context.fillRect(x, y, width, CHIP * ratio);
  context.fillStyle = inkOn(swatch.color);
  context.textBaseline = 'middle';
  context.fillText(swatch.name, x + 4 * ratio, y + (CHIP / 2 + 0.5) * ratio);
}
