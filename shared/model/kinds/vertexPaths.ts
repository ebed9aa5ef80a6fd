import type { Edged } from '../../geometry/sharedVertices.ts';
import type { PolygonShape, PolylineShape, Shape } from './shape.ts';

/** Shapes made of vertices that neighbours can share. */
export type VertexShape = PolygonShape | PolylineShape;

export function isVertexShape(shape: Shape): shape is VertexShape {
  return shape.kind === 'polygon' || shape.kind === 'polyline';
}

export function pathsOf(shape: VertexShape): readonly Edged[] {
  return shape.kind === 'polygon' ? shape.rings.map((coords) => ({ coords, closed: true })) : [{ coords: shape.points, closed: false }];
}

/** The same thing of other paths; holes that are no areas any more are left out. Null when nothing is left of the outline. */
export function withPaths(shape: VertexShape, paths: readonly (readonly number[])[]): VertexShape | null {
  const [outer = [], ...holes] = paths;
  if (shape.kind === 'polyline') return outer.length < 4 ? null : { kind: 'polyline', points: [...outer] };
  return outer.length < 6 ? null : { kind: 'polygon', rings: [outer, ...holes.filter((hole) => hole.length >= 6)].map((ring) => [...ring]) };
}
