import fc from 'fast-check';
import { spansOfRings } from '#shared/geometry/spans.ts';
import { maskOfSpans } from '#shared/model/kinds/maskRuns.ts';
import type { MaskShape, Shape } from '#shared/model/kinds/shape.ts';

export const anyPlace = fc.integer({ min: -400, max: 400 });
const size = fc.integer({ min: 4, max: 300 });
const angle = fc.integer({ min: -720, max: 720 });
/** A ring around a middle, whose vertices run the same way round. */
export const anyRing = fc.record({ x: anyPlace, y: anyPlace, radii: fc.array(fc.integer({ min: 20, max: 120 }), { minLength: 3, maxLength: 12 }), turn: fc.double({ min: 0, max: 6.28, noNaN: true }) })
  .map(({ x, y, radii, turn }) => radii.flatMap((radius, at) => [x + radius * Math.cos(turn + (at / radii.length) * 2 * Math.PI), y + radius * Math.sin(turn + (at / radii.length) * 2 * Math.PI)]));
/** Shapes of every kind that has a place, to be drawn by properties. */
export const anyShape: Readonly<Record<string, fc.Arbitrary<Shape>>> = {
  box: fc.record({ kind: fc.constant('box' as const), x: anyPlace, y: anyPlace, width: size, height: size, angle }),
  ellipse: fc.record({ kind: fc.constant('ellipse' as const), x: anyPlace, y: anyPlace, rx: size, ry: size, angle }),
  cuboid2d: fc.record({ kind: fc.constant('cuboid2d' as const), x: anyPlace, y: anyPlace, width: size, height: size, dx: anyPlace, dy: anyPlace, back: fc.double({ min: 0.2, max: 3, noNaN: true }) }),
  polygon: anyRing.map((one) => ({ kind: 'polygon' as const, rings: [one] })),
  polyline: fc.array(anyPlace, { minLength: 4, maxLength: 20 }).map((flat) => ({ kind: 'polyline' as const, points: flat.slice(0, flat.length & ~1) })),
  points: fc.array(anyPlace, { minLength: 6, maxLength: 6 }).map((points) => ({ kind: 'points' as const, points })),
  skeleton: fc.array(fc.tuple(anyPlace, anyPlace), { minLength: 3, maxLength: 3 }).map((spots) => ({ kind: 'skeleton' as const, joints: spots.map(([x, y], at) => ({ name: `j${at}`, x, y, state: 'visible' as const })), edges: [] })),
  mask: anyRing.map((one) => maskOf([one])),
};

/** A mask of what rings enclose. */
export function maskOf(rings: readonly (readonly number[])[]): MaskShape {
  const made = maskOfSpans(spansOfRings(rings, { minX: -2000, minY: -2000, maxX: 2000, maxY: 2000 }) ?? { left: 0, columns: [] });
  if (made === null) throw new Error('an empty mask was drawn');
  return made;
}
