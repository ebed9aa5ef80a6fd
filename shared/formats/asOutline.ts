import { boxCorners } from '../geometry/box.ts';
import { convexHull } from '../geometry/convexHull.ts';
import { ringContains, signedArea, type Ring } from '../geometry/polygon.ts';
import { traceColumns } from '../geometry/traceColumns.ts';
import { cuboidCorners } from '../model/kinds/cuboid2d.ts';
import { ellipseRing } from '../model/kinds/ellipse.ts';
import { spansOfMask } from '../model/kinds/maskRuns.ts';
import type { EllipseShape, Shape } from '../model/kinds/shape.ts';

const ELLIPSE_VERTICES = 64;

/** The outline of what covers an area, as rings for the even-odd rule; null for lines, points, skeletons and tags. */
export function outlineOf(shape: Shape): readonly Ring[] | null {
  switch (shape.kind) {
    case 'box':
      return [boxCorners(shape).flat()];
    case 'polygon':
      return shape.rings.filter((ring) => ring.length >= 6);
    case 'ellipse':
      return [ellipseOutline(shape)];
    case 'cuboid2d':
      return [convexHull(cuboidCorners(shape))];
    case 'mask': {
      const { left, columns } = spansOfMask(shape);
      return traceColumns(columns).map((ring) => ring.map((value, at) => (at % 2 === 0 ? value + left : value)));
    }
    case 'polyline':
    case 'points':
    case 'skeleton':
    case 'cuboid':
    case 'tag':
      return null;
  }
}

/** 64 vertices a little outside, so that the area is the ellipse's. */
export function ellipseOutline(shape: EllipseShape): Ring {
  const step = (2 * Math.PI) / ELLIPSE_VERTICES;
  const larger = Math.sqrt(step / Math.sin(step));
  return ellipseRing({ ...shape, rx: shape.rx * larger, ry: shape.ry * larger }, ELLIPSE_VERTICES);
}

/** Rings without their holes: those that another one holds. Outlines drawn here turn one way, holes the other. */
export function withoutHoles(rings: readonly Ring[]): { readonly outer: readonly Ring[]; readonly holes: number } {
  const [first] = rings;
  if (first === undefined || rings.length === 1) return { outer: rings, holes: 0 };
  const outer = rings.filter((ring) => !rings.some((other) => other !== ring && isWithin(ring, other)));
  return { outer, holes: rings.length - outer.length };
}

function isWithin(ring: Ring, other: Ring): boolean {
  if (Math.abs(signedArea(ring)) >= Math.abs(signedArea(other))) return false;
  const [x = 0, y = 0, x1 = 0, y1 = 0] = ring;
  return ringContains(other, [(x + x1) / 2, (y + y1) / 2]);
}

