import { distance, turn, type Point } from '../../geometry/point.ts';
import { maskOfSpans } from '../../model/kinds/maskRuns.ts';
import type { BoxShape, Shape } from '../../model/kinds/shape.ts';
import type { Size } from '../format.ts';
import { isCoordinate, listOf, looseOf, type Loose } from '../loose.ts';
import { columnsOfBrush } from './brush.ts';

export type ReadShape = { readonly shape: Shape; readonly say: 'brush' | 'keypoint' | null } | 'unknown' | 'broken';

/** The place of a result; everything in it is in percent of the picture. */
export function readShapes(result: Loose, size: Size): ReadShape {
  const value = looseOf(result['value']);
  if (value === null) return 'broken';
  switch (String(result['type']).replace(/labels$/, '')) {
    case 'rectangle':
      return found(boxOf(value, size), null);
    case 'ellipse':
      return found(ellipseOf(value, size), null);
    case 'polygon':
      return found(polygonOf(value['points'], size), null);
    case 'keypoint':
      return found(pointOf(value, size), 'keypoint');
    case 'brush':
      return found(brushOf(value, size), 'brush');
    default:
      return 'unknown';
  }
}

function found(shape: Shape | null, say: 'brush' | 'keypoint' | null): ReadShape {
  return shape === null ? 'broken' : { shape, say };
}

/** Turned clockwise about its top left corner, where ours turn about their centre. */
export function boxOf(value: Loose, { width, height }: Size): BoxShape | null {
  const [x, y, w, h, angle] = [value['x'], value['y'], value['width'], value['height'], value['rotation'] ?? 0];
  if (!isCoordinate(x) || !isCoordinate(y) || !isCoordinate(w) || !isCoordinate(h) || !isCoordinate(angle)) return null;
  const corner: Point = [(x / 100) * width, (y / 100) * height];
  const [wide, high] = [(w / 100) * width, (h / 100) * height];
  const [cx, cy] = turn([corner[0] + wide / 2, corner[1] + high / 2], corner, angle);
  return { kind: 'box', x: cx - wide / 2, y: cy - high / 2, width: wide, height: high, angle };
}

function ellipseOf(value: Loose, { width, height }: Size): Shape | null {
  const [x, y, rx, ry, angle] = [value['x'], value['y'], value['radiusX'], value['radiusY'], value['rotation'] ?? 0];
  if (!isCoordinate(x) || !isCoordinate(y) || !isCoordinate(rx) || !isCoordinate(ry) || !isCoordinate(angle)) return null;
  return { kind: 'ellipse', x: (x / 100) * width, y: (y / 100) * height, rx: (Math.abs(rx) / 100) * width, ry: (Math.abs(ry) / 100) * height, angle };
}

function polygonOf(points: unknown, { width, height }: Size): Shape | null {
  const ring: Point[] = [];
  for (const entry of listOf(points) ?? []) {
    const [x, y] = listOf(entry) ?? [];
    if (!isCoordinate(x) || !isCoordinate(y)) return null;
    ring.push([(x / 100) * width, (y / 100) * height]);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  const isClosed = ring.length > 3 && first !== undefined && last !== undefined && distance(first, last) === 0;
  return { kind: 'polygon', rings: [(isClosed ? ring.slice(0, -1) : ring).flat()] };
}

function pointOf({ x, y }: Loose, { width, height }: Size): Shape | null {
  return isCoordinate(x) && isCoordinate(y) ? { kind: 'points', points: [(x / 100) * width, (y / 100) * height] } : null;
}

const MOST_PIXELS = 200_000_000;

function brushOf(value: Loose, { width, height }: Size): Shape | null {
  const bytes = listOf(value['rle'])?.map((byte) => (typeof byte === 'number' && byte >= 0 && byte <= 255 ? byte : NaN)) ?? [NaN];
  if (width * height > MOST_PIXELS || bytes.some(Number.isNaN)) return null;
  const columns = columnsOfBrush(bytes, { width, height });
  return columns === null ? null : maskOfSpans({ left: 0, columns });
}
