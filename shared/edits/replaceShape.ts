import { sameJson } from '../base/json.ts';
import type { TrackId } from '../model/ids.ts';
import type { Shape } from '../model/kinds/shape.ts';
import { edit, refused } from './edit.ts';
import { labelRefusal } from './labelRules.ts';
import { shapeRefusal } from './shapeRules.ts';

/** Puts a shape of any kind in the place of a still thing's own: an outline for its box. The thing stays the same thing. */
export const replaceShape = edit<{ readonly track: TrackId; readonly frame: number; readonly shape: Shape }>('track.replaceShape', (document, { track, frame, shape }) => {
  const record = document.track(track);
  const key = document.keyframeAt(track, frame);
  if (record === undefined || key === undefined) return refused('edit/gone');
  if (key.shape !== null && sameJson(key.shape, shape)) return [];
  // What moves has shapes of one kind on all its frames.
  if (record.kind !== shape.kind && document.keyframesOf(track).length > 1) return refused('edit/other-kind');
  const no = shapeRefusal(shape) ?? labelRefusal(document, record.label, shape.kind);
  if (no !== null) return no;
  const patch = { op: 'patch', id: key.id, set: { shape } } as const;
  return record.kind === shape.kind ? [patch] : [{ op: 'patch', id: track, set: { kind: shape.kind } }, patch];
});
