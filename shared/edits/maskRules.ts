import type { Rect } from '../geometry/rect.ts';
import { overlaps } from '../geometry/rect.ts';
import { intersectSpans, NO_PIXELS, areaOfSpans, subtractSpans, uniteSpans, type Spans } from '../geometry/spans.ts';
import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { mask } from '../model/kinds/mask.ts';
import { maskOfSpans, runEnds, spansOfMask } from '../model/kinds/maskRuns.ts';
import type { MaskShape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { newKeyframe, placeOp, removalOps } from './shapeRules.ts';

/** Where in a document pixels are changed. */
export interface MaskPlace {
  readonly track: TrackId;
  readonly frame: number;
}

/**
 * What becomes of pixels that another mask has already: both keep them, the one in hand takes them, or it leaves them
 * where they are. Of what is locked nothing is ever taken.
 */
export type Overlap = 'allow' | 'take' | 'yield';

/** Ops that put a track at a mask; without a pixel left it goes, or is away on that frame when it is seen on others. */
export function maskOps(document: ReadDocument, place: MaskPlace, shape: MaskShape | null): readonly Op[] {
  if (shape !== null) return [placeOp(document, place, shape)];
  const key = document.keyframeAt(place.track, place.frame);
  const elsewhere = document.keyframesOf(place.track).some(({ frame }) => frame !== place.frame);
  if (!elsewhere) return removalOps(document, [place.track]);
  return [key === undefined ? { op: 'put', record: newKeyframe(place.track, place.frame, null) } : { op: 'patch', id: key.id, set: { shape: null } }];
}

/** The masks on the same frame that share the box of one, without that one itself. Broken ones have no pixels to share. */
function neighbours(document: ReadDocument, { track, frame }: MaskPlace, around: Rect): readonly { readonly track: TrackId; readonly locked: boolean; readonly shape: MaskShape }[] {
  return document.tracks().flatMap(({ id, kind, locked }) => {
    const shape = id === track || kind !== 'mask' ? null : shapeAt(document, id, frame);
    const bounds = shape?.kind === 'mask' ? mask.bounds(shape) : null;
    return shape?.kind === 'mask' && bounds !== null && overlaps(bounds, around) && runEnds(shape) !== null ? [{ track: id, locked, shape }] : [];
  });
}

/** A mask among its neighbours: what it keeps, and the ops by which they give way. */
export function settled(document: ReadDocument, place: MaskPlace, { shape, overlap }: { readonly shape: MaskShape; readonly overlap: Overlap }): { readonly shape: MaskShape | null; readonly ops: readonly Op[] } {
  const bounds = overlap === 'allow' ? null : mask.bounds(shape);
  if (bounds === null) return { shape, ops: [] };
  const ops: Op[] = [];
  const own = spansOfMask(shape);
  let kept = own;
  for (const other of neighbours(document, place, bounds)) {
    const theirs = spansOfMask(other.shape);
    if (areaOfSpans(intersectSpans(own, theirs)) === 0) continue;
    if (overlap === 'yield' || other.locked) kept = subtractSpans(kept, theirs);
    else ops.push(...maskOps(document, { track: other.track, frame: place.frame }, maskOfSpans(subtractSpans(theirs, own))));
  }
  return { shape: kept === own ? shape : maskOfSpans(kept), ops };
}

/** The pixels of several masks together. */
export function jointSpans(shapes: readonly MaskShape[]): Spans {
  return shapes.reduce<Spans>((all, shape) => uniteSpans(all, spansOfMask(shape)), NO_PIXELS);
}
