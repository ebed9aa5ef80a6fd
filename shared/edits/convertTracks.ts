import type { Rect } from '../geometry/rect.ts';
import { NO_PIXELS, spansOfRings } from '../geometry/spans.ts';
import { traceColumns } from '../geometry/traceColumns.ts';
import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import { maskOfSpans, spansOfMask } from '../model/kinds/maskRuns.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
import { edit, isRefusal, refused, type Refusal } from './edit.ts';
import { labelRefusal } from './labelRules.ts';
import { shapeRefusal } from './shapeRules.ts';

export interface ConvertTracksArgs {
  readonly tracks: readonly TrackId[];
  readonly to: 'mask' | 'polygon';
  readonly picture: { readonly width: number; readonly height: number };
}

/**
 * Outlines become the pixels whose centre they hold, masks the outlines along their pixel borders. From a mask to a
 * polygon and back nothing is lost. What is of the wanted kind already stays as it is.
 */
export const convertTracks = edit<ConvertTracksArgs>('track.convert', (document, { tracks, to, picture }) => {
  const clip = { minX: 0, minY: 0, maxX: Math.ceil(picture.width), maxY: Math.ceil(picture.height) };
  const ops: Op[] = [];
  for (const track of tracks) {
    const own = convertOne(document, track, { to, clip });
    if (isRefusal(own)) return own;
    ops.push(...own);
  }
  return ops.length === 0 ? refused('edit/nothing-to-convert') : ops;
});

function convertOne(document: ReadDocument, id: TrackId, { to, clip }: { readonly to: 'mask' | 'polygon'; readonly clip: Rect }): readonly Op[] | Refusal {
  const track = document.track(id);
  if (track === undefined || track.kind === to) return [];
  const no = labelRefusal(document, track.label, to);
  if (no !== null) return no;
  const ops: Op[] = [{ op: 'patch', id, set: { kind: to } }];
  for (const key of document.keyframesOf(id)) {
    if (key.shape === null) continue;
    const shape = to === 'mask' ? pixelsOf(key.shape, clip) : outlineOf(key.shape);
    const problem = shape === null ? refused('edit/no-area') : shapeRefusal(shape);
    if (shape === null || problem !== null) return problem ?? refused('edit/no-area');
    ops.push({ op: 'patch', id: key.id, set: { shape } });
  }
  return ops;
}

function pixelsOf(shape: Shape, clip: Rect): Shape | null {
  const rings = ringsOf(shape);
  return rings.length === 0 ? null : maskOfSpans(spansOfRings(rings, clip) ?? NO_PIXELS);
}

/** The outline of a mask on its pixel borders, of anything else as it is painted. */
function outlineOf(shape: Shape): Shape | null {
  if (shape.kind !== 'mask') {
    const rings = ringsOf(shape);
    return rings.length === 0 ? null : { kind: 'polygon', rings };
  }
  const { left, columns } = spansOfMask(shape);
  const rings = traceColumns(columns.map((column) => column.map((row) => row - shape.y))).map((ring) => ring.map((value, at) => value + (at % 2 === 0 ? left : shape.y)));
  return rings.length === 0 ? null : { kind: 'polygon', rings };
}

function ringsOf(shape: Shape): number[][] {
  return kindOf(shape).strokes(shape).flatMap(({ form, coords }) => (form === 'ring' ? [[...coords]] : []));
}
