import { grow, rectOf } from '#shared/geometry/rect.ts';
import { SAME_PLACE } from '#shared/geometry/sharedVertices.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { cornersAt, edgesBetween, endsOf } from '#shared/model/kinds/corners.ts';
import type { HandleId } from '#shared/model/kinds/kind.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Look } from './tool.ts';

/** A thing that has a vertex, or an edge, at exactly the place in question: under these handles. */
export interface Sharer {
  readonly track: TrackId;
  readonly before: Shape;
  readonly handles: readonly HandleId[];
}

/** Everything that has the vertex or the edge of a handle, the thing itself first. */
export function sharersOf(look: Look, { track, handle, before }: { readonly track: TrackId; readonly handle: HandleId; readonly before: Shape }): readonly Sharer[] {
  const ends = endsOf(before, handle);
  const alone: Sharer = { track, before, handles: [handle] };
  if (ends === null) return [alone];
  const [from, to] = ends;
  const found = new Set([track, ...look.near(grow(rectOf(from, to), SAME_PLACE))]);
  return [...found].flatMap((id): Sharer[] => {
    const shape = id === track ? before : look.shapeOf(id);
    if (shape === null) return [];
    const handles = from === to ? cornersAt(shape, from) : edgesBetween(shape, from, to);
    return handles.length === 0 ? [] : [{ track: id, before: shape, handles }];
  });
}

/** Whether moving them all would move something that is locked. */
export function isAnyLocked(sharers: readonly Sharer[], { document }: Look): boolean {
  return sharers.some(({ track }) => document.track(track)?.locked === true);
}
