import { simplified } from '../geometry/simplify.ts';
import { verticesOf } from '../geometry/sharedVertices.ts';
import type { Point } from '../geometry/point.ts';
import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { isVertexShape, pathsOf, withPaths, type VertexShape } from '../model/kinds/vertexPaths.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { edit, refused } from './edit.ts';
import { reshapeTogether } from './reshapeTogether.ts';

export interface SimplifyArgs {
  readonly tracks: readonly TrackId[];
  readonly frame: number;
  /** How far the new outline may be from the old one, pixels. */
  readonly tolerance: number;
}

/** Outlines and lines lose vertices that change nothing worth a look. Borders that are shared stay shared. */
export const simplifyTracks = edit<SimplifyArgs>('track.simplify', (document, args, context) => {
  const shapes = simplifiedShapes(document, args);
  return shapes.length === 0 ? refused('edit/needs-an-outline') : reshapeTogether.run(document, { frame: args.frame, shapes }, context);
});

/**
 * What simplifying would make of things: for the preview as for the edit. A vertex stays where things that share it part
 * ways, and where somebody who is not simplified shares it. What would be no outline any more stays as it is.
 */
export function simplifiedShapes(document: ReadDocument, { tracks, frame, tolerance }: SimplifyArgs): readonly { readonly track: TrackId; readonly shape: VertexShape }[] {
  const chosen = new Set(tracks);
  const sharers = sharersAt(document, frame);
  const stranger = (own: TrackId, at: Point): boolean => [...(sharers.get(keyOf(at)) ?? [])].some((track) => track !== own && !chosen.has(track));
  const bordersOf = (at: Point): string => [...(sharers.get(keyOf(at)) ?? [])].sort().join();
  return tracks.flatMap((track) => {
    const shape = shapeAt(document, track, frame);
    if (shape === null || !isVertexShape(shape)) return [];
    const paths = pathsOf(shape).map((path) => {
      const vertices = verticesOf(path.coords);
      const borders = vertices.map(bordersOf);
      const parts = (index: number): boolean => borders.at(index - 1) !== borders[index] || borders[(index + 1) % borders.length] !== borders[index];
      return simplified(path, tolerance, (at, index) => stranger(track, at) || (parts(index) && borders[index] !== track)) ?? path.coords;
    });
    const less = withPaths(shape, paths);
    return less === null ? [] : [{ track, shape: less }];
  });
}

/** Which things have a vertex at a place. */
function sharersAt(document: ReadDocument, frame: number): ReadonlyMap<string, ReadonlySet<TrackId>> {
  const sharers = new Map<string, Set<TrackId>>();
  for (const { id } of document.tracks()) {
    const shape = shapeAt(document, id, frame);
    if (shape === null || !isVertexShape(shape)) continue;
    for (const path of pathsOf(shape)) {
      for (const at of verticesOf(path.coords)) {
        const key = keyOf(at);
        const own = sharers.get(key) ?? new Set();
        sharers.set(key, own.add(id));
      }
    }
  }
  return sharers;
}

/** To a millionth of a pixel, as everywhere vertices count as shared. */
function keyOf([x, y]: Point): string {
  return `${Math.round(x * 1e6)},${Math.round(y * 1e6)}`;
}
