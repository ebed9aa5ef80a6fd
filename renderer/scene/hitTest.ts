import { must } from '#shared/base/must.ts';
import type { Point } from '#shared/geometry/point.ts';
import { distance, plus } from '#shared/geometry/point.ts';
import { encloses, grow, holds, overlaps, type Rect } from '#shared/geometry/rect.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Handle } from '#shared/model/kinds/kind.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { BoundsIndex } from './boundsIndex.ts';
import type { SceneChange, SceneItem } from './sceneItem.ts';

const MOST_LOOSE = 400;

/** Finds things by place: a static index over most of them, and a short list of those changed since it was built. */
export class HitIndex {
  readonly #items = new Map<TrackId, SceneItem>();
  #packed: readonly SceneItem[] = [];
  #index = new BoundsIndex(0, (at) => this.#boundsAt(at));
  readonly #loose = new Set<TrackId>();

  apply({ all, put, removed }: SceneChange): void {
    if (all) this.#items.clear();
    for (const id of removed) this.#items.delete(id);
    for (const item of put) {
      this.#items.set(item.id, item);
      this.#loose.add(item.id);
    }
    if (all || this.#loose.size > MOST_LOOSE) this.#pack();
  }

  get(id: TrackId): SceneItem | undefined {
    return this.#items.get(id);
  }

  /** Everything whose bounds meet the rectangle. */
  near(rect: Rect): SceneItem[] {
    const found: SceneItem[] = [];
    for (const at of this.#index.near(rect)) {
      const item = this.#packed[at];
      // What was replaced or removed since packing is no longer the same object.
      if (item !== undefined && this.#items.get(item.id) === item && !this.#loose.has(item.id)) found.push(item);
    }
    for (const id of this.#loose) {
      const item = this.#items.get(id);
      if (item !== undefined && overlaps(item.bounds, rect)) found.push(item);
    }
    return found;
  }

  /** What lies wholly inside a rectangle. */
  within(rect: Rect): TrackId[] {
    return this.near(rect).filter((item) => encloses(rect, item.bounds)).map((item) => item.id);
  }

  /**
   * The thing at a point. The smallest wins, so that what lies inside something larger can be reached; of equals the
   * one on top.
   */
  at(point: Point, slack: number): SceneItem | null {
    let best: { item: SceneItem; area: number } | null = null;
    for (const item of this.near({ minX: point[0] - slack, minY: point[1] - slack, maxX: point[0] + slack, maxY: point[1] + slack })) {
      if (!hits(item, point, slack)) continue;
      const area = kindOf(item.shape).area(item.shape);
      if (best === null || area < best.area || (area === best.area && item.z >= best.item.z)) best = { item, area };
    }
    return best?.item ?? null;
  }

  #pack(): void {
    this.#packed = [...this.#items.values()];
    this.#loose.clear();
    this.#index = new BoundsIndex(this.#packed.length, (at) => this.#boundsAt(at));
  }

  #boundsAt(at: number): Rect {
    return must(this.#packed[at], 'the index counts what is packed').bounds;
  }
}

function hits(item: SceneItem, point: Point, slack: number): boolean {
  if (!holds(grow(item.bounds, slack), point)) return false;
  const kind = kindOf(item.shape);
  return kind.contains(item.shape, point) || kind.edgeDistance(item.shape, point) <= slack;
}

/** Screen sizes in CSS pixels. */
export const HANDLE_REACH = 9;
export const TURN_RISE = 26;
const LEAST_SIDE = 42;
const VERTEX_GAP = 8;
const INSERT_GAP = 14;

/** Where a handle is shown at `scale` CSS pixels per image pixel. */
export function handlePlace(handle: Handle, scale: number): Point {
  return handle.rise === null ? handle.at : plus(handle.at, [(handle.rise[0] * TURN_RISE) / scale, (handle.rise[1] * TURN_RISE) / scale]);
}

/** The handles that can be told apart at this scale, inside the view: painted and hit alike. */
export function shownHandles(shape: Shape, scale: number, view: Rect): readonly Handle[] {
  const bounds = kindOf(shape).bounds(shape);
  const width = ((bounds?.maxX ?? 0) - (bounds?.minX ?? 0)) * scale;
  const height = ((bounds?.maxY ?? 0) - (bounds?.minY ?? 0)) * scale;
  const gap = { corner: 0, turn: 0, side: 0, vertex: VERTEX_GAP, insert: INSERT_GAP };
  let last: Handle | null = null;
  const shown: Handle[] = [];
  for (const handle of handlesOf(shape)) {
    if (handle.role === 'side' && Math.min(width, height) < LEAST_SIDE) continue;
    if (last !== null && distance(last.at, handle.at) * scale < gap[handle.role]) continue;
    if (handle.role === 'vertex') last = handle;
    if (holds(view, handlePlace(handle, scale))) shown.push(handle);
  }
  return shown;
}

/** A shape never changes, so its handles are made once: a line of 100,000 vertices is asked with every move of the pointer. */
const made = new WeakMap<Shape, readonly Handle[]>();

function handlesOf(shape: Shape): readonly Handle[] {
  const handles = made.get(shape) ?? kindOf(shape).handles(shape);
  made.set(shape, handles);
  return handles;
}

/** The handle under a point, vertices before the middles of edges. */
export function handleAt(shape: Shape, { at, scale, view }: { at: Point; scale: number; view: Rect }): Handle | null {
  let best: { handle: Handle; away: number } | null = null;
  for (const handle of shownHandles(shape, scale, view)) {
    const away = distance(handlePlace(handle, scale), at) * scale + (handle.role === 'insert' || handle.role === 'side' ? 2 : 0);
    if (away <= HANDLE_REACH && (best === null || away < best.away)) best = { handle, away };
  }
  return best?.handle ?? null;
}
