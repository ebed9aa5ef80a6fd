import { labelRefusal } from '#shared/edits/labelRules.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { union } from '#shared/geometry/rect.ts';
import { NO_PIXELS, spansOfRings, subtractSpans, uniteSpans } from '#shared/geometry/spans.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { mask } from '#shared/model/kinds/mask.ts';
import { maskOfSpans, spansOfMask } from '#shared/model/kinds/maskRuns.ts';
import { polygon } from '#shared/model/kinds/polygon.ts';
import type { MaskShape, PolygonShape } from '#shared/model/kinds/shape.ts';
import type { Effect, Look } from '../tool.ts';
import type { ChainUse } from './clickChain.ts';

/** The mask that work goes on in: the one that is selected alone. */
export function chosenMask({ selection, shapeOf }: Look): TrackId | null {
  const [only, ...more] = selection;
  return only !== undefined && more.length === 0 && shapeOf(only)?.kind === 'mask' ? only : null;
}

/** Where pixels may be painted: the picture, and what the mask has outside of it already. */
export function pictureRect({ picture: { width, height } }: Look, shape: MaskShape | null): Rect {
  const rect = { minX: 0, minY: 0, maxX: Math.ceil(width), maxY: Math.ceil(height) };
  const bounds = shape === null ? null : mask.bounds(shape);
  return bounds === null ? rect : union(rect, bounds);
}

/** An outline whose pixels are added to the selected mask, or become a new one. */
export const addOutline: ChainUse<PolygonShape> = { kind: polygon, closes: true, joined: true, clings: false, refuses: () => null, done: (shape, look) => filled(shape, look, 'add') };

/** An outline whose pixels are taken out of the selected mask. */
export const subtractOutline: ChainUse<PolygonShape> = {
  kind: polygon, closes: true, joined: true, clings: false,
  refuses: (look) => (chosenMask(look) === null ? 'edit/choose-mask' : null),
  done: (shape, look) => filled(shape, look, 'subtract'),
};

function filled({ rings }: PolygonShape, look: Look, how: 'add' | 'subtract'): readonly Effect[] {
  const chosen = chosenMask(look);
  if (chosen === null && how === 'subtract') return [{ do: 'refuse', code: 'edit/choose-mask' }];
  const found = chosen === null ? null : look.shapeOf(chosen);
  const before = found?.kind === 'mask' ? found : null;
  const pixels = spansOfRings(rings, pictureRect(look, before));
  if (pixels === null) return [{ do: 'refuse', code: 'edit/too-many-vertices' }];
  const own = before === null ? NO_PIXELS : spansOfMask(before);
  const shape = maskOfSpans(how === 'add' ? uniteSpans(own, pixels) : subtractSpans(own, pixels));
  if (shape === null && before === null) return [{ do: 'refuse', code: 'edit/no-area' }];
  return paintEffects({ track: chosen, shape }, look);
}

/**
 * The change of a mask, or a new one when `track` is null, and its selection. What was painted is kept even when the
 * chosen label is not for masks: then it has none.
 */
export function paintEffects({ track, shape }: { readonly track: TrackId | null; readonly shape: MaskShape | null }, { document, label, frame, extent, brush, newId }: Look): readonly Effect[] {
  const id = track ?? (newId() as TrackId);
  const fits = track !== null || labelRefusal(document, label, 'mask') === null;
  return [
    { do: 'edit', call: { edit: 'paintMask', args: { track: id, frame, shape, label: fits ? label : null, overlap: brush.overlap, ...(extent === 'span' ? { extent } : {}) } } },
    { do: 'select', ids: [id] },
    ...(fits ? [] : [{ do: 'refuse', code: 'edit/drawn-without-label' } as const]),
  ];
}
