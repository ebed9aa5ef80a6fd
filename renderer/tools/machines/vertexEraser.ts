import { distanceToSegment, type Point } from '#shared/geometry/point.ts';
import { grow, rectOf } from '#shared/geometry/rect.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { cornersAt, withoutCorners } from '#shared/model/kinds/corners.ts';
import type { HandleId } from '#shared/model/kinds/kind.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { isVertexShape, pathsOf, type VertexShape } from '#shared/model/kinds/vertexPaths.ts';
import { go, shapesDraft, stay, type Look, type PointerAt, type Step, type Tool } from '../tool.ts';

/** A thing that loses vertices: as it was, which go, and as it is without them. */
interface Worn {
  readonly before: Shape;
  readonly gone: ReadonlySet<HandleId>;
  readonly shape: Shape;
}

export type VertexEraserState =
  | { readonly at: 'idle' }
  | { readonly at: 'erasing'; readonly last: Point; readonly worn: ReadonlyMap<TrackId, Worn>; /** Why some had to stay. */ readonly kept: string | null };

type Erasing = Extract<VertexEraserState, { at: 'erasing' }>;
const idle: VertexEraserState = { at: 'idle' };

/** Takes the vertices of selected outlines away wherever its tip goes, and common ones from the neighbours too; all of a stroke is one step. */
export const vertexEraser: Tool<VertexEraserState> = {
  id: 'draw.eraseVertices',
  start: idle,
  cursor: () => 'crosshair',
  draft: (state) => (state.at === 'idle' ? null : shapesDraft([...state.worn].map(([track, { shape }]) => ({ track, shape })))),
  step(state, event, look) {
    if (event.type === 'cancel' || event.type === 'back') return stay(idle);
    if (event.type === 'confirm') return stay(state);
    if (event.type === 'press') return state.at === 'idle' ? press(event, look) : stay(state);
    if (state.at === 'idle') return stay(state);
    const after = wear(state, event, look);
    return event.type === 'move' ? stay(after) : finish(after, look);
  },
};

function press(event: PointerAt, look: Look): Step<VertexEraserState> {
  if (outlinesOf(look).length === 0) return go(idle, { do: 'refuse', code: 'edit/choose-outline' });
  return stay(wear({ at: 'erasing', last: event.at, worn: new Map<TrackId, Worn>(), kept: null }, event, look));
}

function finish({ worn, kept }: Erasing, look: Look): Step<VertexEraserState> {
  const shapes = [...worn].map(([track, { shape }]) => ({ track, shape }));
  return go(idle, ...(shapes.length === 0 ? [] : [{ do: 'edit', call: { edit: 'eraseVertices', args: { frame: look.frame, shapes } } } as const]), ...(kept === null ? [] : [{ do: 'refuse', code: kept } as const]));
}

/** Selected outlines that may be changed. */
function outlinesOf({ selection, document, shapeOf }: Look): readonly { readonly track: TrackId; readonly shape: VertexShape }[] {
  return [...selection].flatMap((track) => {
    const shape = document.track(track)?.locked === true ? null : shapeOf(track);
    return shape !== null && isVertexShape(shape) ? [{ track, shape }] : [];
  });
}

/** What the tip met on its way from the last place. */
function wear(state: Erasing, { at }: PointerAt, look: Look): Erasing {
  let now: Erasing = { ...state, last: at };
  for (const { shape } of outlinesOf(look)) for (const place of met(shape, [state.last, at], look.brush.size / 2)) now = without(now, place, look);
  return now;
}

function met(shape: VertexShape, [from, to]: readonly [Point, Point], radius: number): Point[] {
  const { minX, minY, maxX, maxY } = grow(rectOf(from, to), radius);
  const found: Point[] = [];
  for (const { coords } of pathsOf(shape)) {
    for (let at = 0; at < coords.length; at += 2) {
      const [x, y] = [coords[at] ?? 0, coords[at + 1] ?? 0];
      if (x >= minX && x <= maxX && y >= minY && y <= maxY && distanceToSegment([x, y], from, to) <= radius) found.push([x, y]);
    }
  }
  return found;
}

/** Without all vertices at a place. It stays for everybody when one of them is locked or cannot do without it. */
function without(state: Erasing, place: Point, look: Look): Erasing {
  const selected = outlinesOf(look).map(({ track }) => track);
  const affected = look.topology.share ? [...new Set([...selected, ...look.near(rectOf(place, place))])] : selected;
  const worn = new Map(state.worn);
  for (const track of affected) {
    const known = state.worn.get(track);
    const before = known?.before ?? look.shapeOf(track);
    const handles = before === null ? [] : cornersAt(before, place).filter((handle) => known?.gone.has(handle) !== true);
    if (before === null || handles.length === 0) continue;
    if (look.document.track(track)?.locked === true) return { ...state, kept: 'edit/neighbour-locked' };
    const gone = new Set([...(known?.gone ?? []), ...handles]);
    const shape = withoutCorners(before, [...gone]);
    // An eraser thins outlines out; it does not make holes disappear.
    if (shape === null || pathCount(shape) < pathCount(before)) return { ...state, kept: 'edit/kept-corners' };
    worn.set(track, { before, gone, shape });
  }
  return { ...state, worn };
}

function pathCount(shape: Shape): number {
  return isVertexShape(shape) ? pathsOf(shape).length : 0;
}
