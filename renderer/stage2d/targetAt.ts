import type { Point } from '#shared/geometry/point.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { mask } from '#shared/model/kinds/mask.ts';
import { handleAt, type HitIndex } from '../scene/hitTest.ts';
import type { Session } from '../session/sessionStore.ts';
import type { Target } from '../tools/tool.ts';

export const NOTHING: Target = { on: 'nothing' };

/** How far beside an outline still hits it, in CSS pixels. */
const SLACK = 5;

export interface Sight {
  readonly index: HitIndex;
  readonly session: Session;
  readonly plane: Rect;
  readonly readOnly: boolean;
}

/** What is at an image point: a handle of the one selected thing, else a thing, else nothing. Other tools than select hit nothing. */
export function targetAt(at: Point, { index, session, plane, readOnly }: Sight): Target {
  const { selection, tool, view: { scale } } = session;
  if (tool !== 'select') return NOTHING;
  const only = selection.size === 1 ? [...selection][0] : undefined;
  const held = only === undefined ? undefined : index.get(only);
  const shape = held?.shape;
  const handle = shape === undefined || readOnly || held?.locked === true ? null : handleAt(shape, { at, scale, view: plane });
  if (only !== undefined && handle !== null) return { on: 'handle', track: only, handle: handle.id };
  const item = index.at(at, SLACK / scale);
  return item === null ? NOTHING : { on: 'track', track: item.id };
}

/** The mask whose pixel is at a point; the smallest of several, the one on top of equals. */
export function maskAt(index: HitIndex, at: Point): TrackId | null {
  const hit = index.near({ minX: at[0], minY: at[1], maxX: at[0], maxY: at[1] }).flatMap(({ id, shape, z }) => (shape.kind === 'mask' && mask.contains(shape, at) ? [{ id, z, area: mask.area(shape) }] : []));
  return hit.sort((a, b) => a.area - b.area || b.z - a.z)[0]?.id ?? null;
}
