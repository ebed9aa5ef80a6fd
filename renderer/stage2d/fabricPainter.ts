import { Path, StaticCanvas } from 'fabric';
import type { Nearest } from '#shared/geometry/nearest.ts';
import type { Point } from '#shared/geometry/point.ts';
import { overlaps, type Rect } from '#shared/geometry/rect.ts';
import type { Handle } from '#shared/model/kinds/kind.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Arrow } from '../scene/arrows.ts';
import { handlePlace } from '../scene/hitTest.ts';
import { DASH, MASK_FILL, PAPER, SPOT, inkOn, withAlpha } from '../scene/styles.ts';
import type { Brush } from '../session/brush.ts';
import type { View } from '../session/sessionStore.ts';
import type { MaskPad } from '../tools/maskPad.ts';
import { rectOnScreen, toScreen, turnOf, type Size } from './camera2d.ts';
import { isGiant, paintGiant } from './giantOutlines.ts';
import { HandMasks, type HandMask } from './handMasks.ts';
import { paintArrows } from './paintArrows.ts';
import { paintFlaw, paintPointerWord, paintSnap } from './paintSigns.ts';
import { paintWord } from './paintWord.ts';

/** How a thing in the hand looks. */
export type Look = 'selected' | 'hovered' | 'draft';

export interface HandItem {
  readonly key: string;
  readonly shape: Shape;
  readonly color: string;
  /** Name of the label, painted beside what is selected; empty without one. */
  readonly name: string;
  readonly look: Look;
  readonly dashed: boolean;
}

/** What is in the hand, as plain data. */
export interface Hand {
  readonly items: readonly HandItem[];
  /** What the selected things are to others. */
  readonly arrows: readonly Arrow[];
  readonly handles: readonly Handle[];
  /** Where outlines run through themselves. */
  readonly flaws: readonly Point[];
  readonly line: readonly Point[];
  readonly marquee: Rect | null;
  /** Pixels that are being painted. */
  readonly paint: { readonly pad: MaskPad; readonly color: string } | null;
  /** The tip of a brush: where it is on the picture, and its size there. */
  readonly tip: { readonly at: Point; readonly brush: Brush } | null;
  /** What a vertex clings to at the pointer. */
  readonly snap: Nearest | null;
  /** Said beside the pointer. */
  readonly word: { readonly at: Point; readonly text: string } | null;
  /** The colour new things get. */
  readonly color: string;
}

interface Shown {
  readonly item: HandItem;
  /** From below: a halo that sets off what is selected from every picture, and the outline. */
  readonly paths: readonly { readonly path: Path; readonly width: number }[];
}

const WIDTH: Readonly<Record<Look, number>> = { selected: 2.5, hovered: 3, draft: 2 };
const FILL: Readonly<Record<Look, number>> = { selected: 0.22, hovered: 0.3, draft: 0.14 };
const MASK_LOOK: Readonly<Record<Look, number>> = { selected: 0.5, hovered: 0.55, draft: MASK_FILL };
const HALO = 5.5;
/** More names than this would hide the picture. */
const MOST_NAMES = 12;

/** Prints what is in the hand with Fabric. Fabric's own selection and events are off: targets are found by our geometry. */
export class FabricPainter {
  readonly #canvas: StaticCanvas;
  readonly #shown = new Map<string, Shown>();
  readonly #masks = new HandMasks();
  readonly #accent: () => string;
  #hand: Hand = { items: [], arrows: [], handles: [], flaws: [], line: [], marquee: null, paint: null, tip: null, snap: null, word: null, color: '#888888' };
  #view: View = { x: 0, y: 0, scale: 1, turn: 0 };
  #size: Size = { width: 1, height: 1 };

  constructor(element: HTMLCanvasElement, accent: () => string) {
    this.#accent = accent;
    this.#canvas = new StaticCanvas(element, { renderOnAddRemove: false, enableRetinaScaling: true, skipOffscreen: false, width: 1, height: 1 });
    this.#canvas.on('after:render', ({ ctx }) => this.#paintGrips(ctx));
  }

  async dispose(): Promise<void> {
    this.#shown.clear();
    await this.#canvas.dispose();
  }

  look(view: View, size: Size): void {
    if (size !== this.#size) this.#canvas.setDimensions({ width: size.width, height: size.height });
    [this.#view, this.#size] = [view, size];
    const [x, y] = toScreen(view, size, [0, 0]);
    const [cos, sin] = turnOf(view);
    this.#canvas.setViewportTransform([cos * view.scale, sin * view.scale, -sin * view.scale, cos * view.scale, x, y]);
    for (const shown of this.#shown.values()) this.#keepLineWidth(shown);
  }

  /** Brings Fabric's objects in line with the hand: made, replaced or dropped by key and identity. */
  show(hand: Hand): void {
    this.#hand = hand;
    const wanted = new Map(hand.items.map((item) => [item.key, item]));
    for (const [key, { item, paths }] of this.#shown) {
      const next = wanted.get(key);
      if (next !== undefined && next.shape === item.shape && next.color === item.color && next.look === item.look && next.dashed === item.dashed) continue;
      this.#canvas.remove(...paths.map(({ path }) => path));
      this.#shown.delete(key);
    }
    for (const item of hand.items) if (!this.#shown.has(item.key)) this.#add(item);
    this.#canvas.renderAll();
  }

  #add(item: HandItem): void {
    // Giants are painted from their coordinates.
    if (isGiant(item.shape)) return;
    const fixed = { fillRule: 'evenodd', strokeLineJoin: 'round', objectCaching: false, selectable: false, evented: false } as const;
    const drawn = [{ commands: commandsOf(item.shape, 'ring'), fill: withAlpha(item.color, FILL[item.look]) }, { commands: commandsOf(item.shape, 'line'), fill: null }].filter(({ commands }) => commands.length > 0);
    const halo = item.look === 'draft' ? [] : drawn.map(({ commands }) => ({ path: new Path(commands, { ...fixed, fill: null, stroke: withAlpha(PAPER, 0.85) }), width: HALO }));
    const outline = drawn.map(({ commands, fill }) => ({ path: new Path(commands, { ...fixed, fill, stroke: item.color }), width: WIDTH[item.look] }));
    const shown: Shown = { item, paths: [...halo, ...outline] };
    this.#shown.set(item.key, shown);
    this.#keepLineWidth(shown);
    this.#canvas.add(...shown.paths.map(({ path }) => path));
  }

  /** Outlines are as wide at every zoom. */
  #keepLineWidth({ item, paths }: Shown): void {
    for (const { path, width } of paths) {
      path.strokeWidth = width / this.#view.scale;
      path.strokeDashArray = item.dashed && width !== HALO ? DASH.map((part) => part / this.#view.scale) : null;
    }
  }

  #paintGrips(context: CanvasRenderingContext2D): void {
    const accent = this.#accent();
    const { items, arrows, handles, flaws, line, marquee, color, tip, snap, word } = this.#hand;
    this.#paintGiants(context);
    this.#paintMasks(context);
    for (const item of items) this.#paintSpots(context, item);
    paintArrows(context, arrows, (point) => toScreen(this.#view, this.#size, point));
    const named = items.filter(({ look, name }) => look === 'selected' && name !== '');
    if (named.length <= MOST_NAMES) for (const item of named) this.#paintName(context, item);
    if (line.length > 0) this.#paintLine(context, line, color);
    for (const handle of handles) this.#paintHandle(context, handle, accent);
    this.#paintJointNames(context, handles);
    for (const flaw of flaws) paintFlaw(context, toScreen(this.#view, this.#size, flaw));
    if (marquee !== null) this.#paintMarquee(context, marquee, accent);
    if (tip !== null) this.#paintTip(context, tip);
    if (snap !== null) paintSnap(context, toScreen(this.#view, this.#size, snap.at), { on: snap.on, accent });
    if (word !== null) paintPointerWord(context, word.text, { at: toScreen(this.#view, this.#size, word.at), size: this.#size });
  }

  #paintGiants(context: CanvasRenderingContext2D): void {
    for (const { shape, color, look, dashed } of this.#hand.items.filter((item) => isGiant(item.shape))) {
      const inks = [...(look === 'draft' ? [] : [{ color: withAlpha(PAPER, 0.85), width: HALO }]), { color, width: WIDTH[look] }];
      paintGiant(context, shape, { fill: withAlpha(color, FILL[look]), inks, dash: dashed ? DASH : [], sight: { view: this.#view, size: this.#size } });
    }
  }

  #paintMasks(context: CanvasRenderingContext2D): void {
    const { items, paint } = this.#hand;
    const ratio = this.#canvas.getRetinaScaling();
    const edge = (width: number): number => Math.max(1, Math.round(width * ratio));
    const masks = items.flatMap(({ key, shape, color, look }): HandMask[] => (shape.kind === 'mask' ? [{ key, pixels: shape, ink: { color, border: look === 'draft' ? color : PAPER, fill: MASK_LOOK[look], edge: edge(look === 'draft' ? 1 : 1.5) } }] : []));
    if (paint !== null) masks.push({ key: 'paint', pixels: paint.pad, ink: { color: paint.color, border: PAPER, fill: MASK_LOOK.selected, edge: edge(1.5) } });
    this.#masks.draw(context, masks, { view: this.#view, size: this.#size, ratio });
  }

  /** Light and dark, so that it is seen on every picture. */
  #paintTip(context: CanvasRenderingContext2D, { at, brush: { size, tip } }: NonNullable<Hand['tip']>): void {
    const [x, y] = toScreen(this.#view, this.#size, at);
    const radius = Math.max(1, (size / 2) * this.#view.scale);
    context.beginPath();
    if (tip === 'circle') context.arc(x, y, radius, 0, 2 * Math.PI);
    else context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    context.lineWidth = 3;
    context.strokeStyle = 'rgba(0,0,0,0.55)';
    context.stroke();
    context.lineWidth = 1;
    context.strokeStyle = PAPER;
    context.stroke();
  }

  #paintSpots(context: CanvasRenderingContext2D, { shape, color, look }: HandItem): void {
    const radius = look === 'draft' ? SPOT : SPOT + 1.5;
    for (const { form, coords } of kindOf(shape).strokes(shape)) {
      if (form !== 'dots' && form !== 'hollow') continue;
      context.beginPath();
      for (let at = 0; at < coords.length; at += 2) {
        const [x, y] = toScreen(this.#view, this.#size, [coords[at] ?? 0, coords[at + 1] ?? 0]);
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, 2 * Math.PI);
      }
      context.fillStyle = form === 'dots' ? color : PAPER;
      context.strokeStyle = form === 'dots' ? PAPER : color;
      context.lineWidth = 1.5;
      context.fill();
      context.stroke();
      if (form === 'hollow' && look !== 'draft') this.#ringAround(context, coords);
    }
  }

  /** Handles lie over the dots: a broken ring still says which joints are not seen. */
  #ringAround(context: CanvasRenderingContext2D, coords: readonly number[]): void {
    context.setLineDash([3, 2]);
    for (let at = 0; at < coords.length; at += 2) {
      const [x, y] = toScreen(this.#view, this.#size, [coords[at] ?? 0, coords[at + 1] ?? 0]);
      context.beginPath();
      context.arc(x, y, SPOT + 5, 0, 2 * Math.PI);
      context.stroke();
    }
    context.setLineDash([]);
  }

  /** Above the shape, where it hides nothing that is being worked on. */
  #paintName(context: CanvasRenderingContext2D, { shape, color, name }: HandItem): void {
    const bounds = kindOf(shape).bounds(shape);
    if (bounds === null) return;
    const { minX: x, minY: y } = rectOnScreen(this.#view, this.#size, bounds);
    context.font = '500 11px system-ui, sans-serif';
    context.textBaseline = 'middle';
    context.fillStyle = color;
    context.fillRect(x - 1, y - 21, context.measureText(name).width + 8, 15);
    context.fillStyle = inkOn(color);
    context.fillText(name, x + 3, y - 13);
  }

  #paintHandle(context: CanvasRenderingContext2D, handle: Handle, accent: string): void {
    const [x, y] = toScreen(this.#view, this.#size, handlePlace(handle, this.#view.scale));
    context.lineWidth = 1.5;
    context.strokeStyle = accent;
    context.fillStyle = handle.role === 'insert' ? accent : PAPER;
    if (handle.role === 'turn') strokeLine(context, toScreen(this.#view, this.#size, handle.at), [x, y]);
    context.beginPath();
    if (handle.role === 'corner') context.rect(x - 4, y - 4, 8, 8);
    else if (handle.role === 'side') context.rect(x - 3, y - 3, 6, 6);
    else context.arc(x, y, handle.role === 'insert' ? 2.5 : 4.5, 0, 2 * Math.PI);
    context.fill();
    if (handle.role !== 'insert') context.stroke();
  }

  /** Names that would lie on one another are left off; they come when there is room. */
  #paintJointNames(context: CanvasRenderingContext2D, handles: readonly Handle[]): void {
    context.font = '500 10px system-ui, sans-serif';
    const taken: Rect[] = [];
    for (const handle of handles) {
      if (handle.name === undefined) continue;
      const [x, y] = toScreen(this.#view, this.#size, handlePlace(handle, this.#view.scale));
      const place = { minX: x + 8, minY: y - 6, maxX: x + 8 + context.measureText(handle.name).width, maxY: y + 6 };
      if (taken.some((other) => overlaps(other, place))) continue;
      taken.push(place);
      paintWord(context, handle.name, [x + 8, y + 0.5]);
    }
  }

  #paintLine(context: CanvasRenderingContext2D, line: readonly Point[], color: string): void {
    const points = line.map((point) => toScreen(this.#view, this.#size, point));
    context.lineWidth = 2;
    context.strokeStyle = color;
    for (const [index, point] of points.entries()) strokeLine(context, points[index - 1] ?? point, point);
    for (const [index, [x, y]] of points.slice(0, -1).entries()) {
      context.beginPath();
      context.arc(x, y, index === 0 ? 5.5 : 4, 0, 2 * Math.PI);
      context.fillStyle = PAPER;
      context.fill();
      context.stroke();
    }
  }

  #paintMarquee(context: CanvasRenderingContext2D, marquee: Rect, accent: string): void {
    const { minX: x, minY: y, maxX: right, maxY: bottom } = rectOnScreen(this.#view, this.#size, marquee);
    context.lineWidth = 1;
    context.strokeStyle = accent;
    context.globalAlpha = 0.12;
    context.fillStyle = accent;
    context.fillRect(x, y, right - x, bottom - y);
    context.globalAlpha = 1;
    context.setLineDash([4, 3]);
    context.strokeRect(x + 0.5, y + 0.5, right - x, bottom - y);
    context.setLineDash([]);
  }
}

function strokeLine(context: CanvasRenderingContext2D, from: Point, to: Point): void {
  context.beginPath();
  context.moveTo(from[0], from[1]);
  context.lineTo(to[0], to[1]);
  context.stroke();
}

function commandsOf(shape: Shape, wanted: 'ring' | 'line'): (['M' | 'L', number, number] | ['Z'])[] {
  return kindOf(shape).strokes(shape).filter(({ form }) => form === wanted).flatMap(({ coords }) => {
    const commands: (['M' | 'L', number, number] | ['Z'])[] = [];
    for (let at = 0; at < coords.length; at += 2) commands.push([at === 0 ? 'M' : 'L', coords[at] ?? 0, coords[at + 1] ?? 0]);
    return wanted === 'ring' ? [...commands, ['Z'] as ['Z']] : commands;
  });
}
