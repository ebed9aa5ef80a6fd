import { ringsBounds } from '#shared/geometry/polygon.ts';
import { spansOfRings } from '#shared/geometry/spans.ts';
import { maskOfSpans } from '#shared/model/kinds/maskRuns.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { oneOutline } from '#shared/vision/oneOutline.ts';
import type { AidResult } from '../session/aidOptions.ts';

/** What proposed outlines become: the largest one with its holes (a polygon is one area), all pixels in them, or the box around them. Null when there are none. */
export function aidShape(rings: readonly (readonly number[])[], result: AidResult, picture: { readonly width: number; readonly height: number }): Shape | null {
  const bounds = ringsBounds(rings);
  if (bounds === null || rings.every((ring) => ring.length < 6)) return null;
  if (result === 'polygon') {
    const outline = oneOutline(rings);
    return outline.length === 0 ? null : { kind: 'polygon', rings: outline };
  }
  if (result === 'box') return { kind: 'box', x: bounds.minX, y: bounds.minY, width: bounds.maxX - bounds.minX, height: bounds.maxY - bounds.minY, angle: 0 };
  const spans = spansOfRings(rings, { minX: 0, minY: 0, maxX: picture.width, maxY: picture.height });
  return spans === null ? null : maskOfSpans(spans);
}
