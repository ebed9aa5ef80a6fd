import { boxCorners } from '../../geometry/box.ts';
import { convexHull } from '../../geometry/convexHull.ts';
import { fillRings } from '../../geometry/fillRings.ts';
import { ringsBounds, signedArea, type Ring } from '../../geometry/polygon.ts';
import { areaOfRuns, runsOfColumns } from '../../geometry/runs.ts';
import { encodeCounts } from '../../geometry/runText.ts';
import { cuboidCorners } from '../../model/kinds/cuboid2d.ts';
import { ellipseRing } from '../../model/kinds/ellipse.ts';
import { maskWithin, runsInPicture } from '../../model/kinds/maskRuns.ts';
import { kindOf } from '../../model/kinds/registry.ts';
import type { BoxShape, Cuboid2dShape, EllipseShape, MaskShape, PolygonShape, Shape, SkeletonShape } from '../../model/kinds/shape.ts';
import type { FormatItem } from '../format.ts';
import type { Report } from '../report.ts';
import { writeJoints } from './joints.ts';
import { writeNotes as notes } from './notes.ts';
import { lieApart } from './parts.ts';

/** The fields of a COCO annotation that say where it is. */
export interface CocoShape {
  readonly segmentation: readonly Ring[] | { readonly size: readonly [height: number, width: number]; readonly counts: readonly number[] | string };
  readonly area: number;
  readonly bbox: readonly [x: number, y: number, width: number, height: number];
  readonly iscrowd: 0 | 1;
  readonly keypoints?: readonly number[];
  readonly num_keypoints?: number;
}

const ELLIPSE_VERTICES = 64;

/** A COCO mask is as large as its picture. */
function writePixels(mask: MaskShape, { item, crowd, report }: Shaped): CocoShape | null {
  const seen = maskWithin(mask, item);
  if (seen !== mask) report.note(seen === null ? notes.maskOutside : notes.maskCut, item.name);
  if (seen === null) return null;
  const runs = runsInPicture(seen, item);
  return { segmentation: { size: [item.height, item.width], counts: encodeCounts(runs.counts) }, area: areaOfRuns(runs), bbox: [seen.x, seen.y, seen.width, seen.height], iscrowd: crowd ? 1 : 0 };
}

interface Shaped {
  readonly item: FormatItem;
  readonly crowd: boolean;
  readonly report: Report;
}

/** `null` when the shape cannot be said in COCO at all; the report has a line. */
export function writeShape(shape: Shape, shaped: Shaped): CocoShape | null {
  switch (shape.kind) {
    case 'box':
      return writeBox(shape, shaped);
    case 'polygon':
      return writePolygon(shape, shaped);
    case 'ellipse':
      return writeEllipse(shape, shaped);
    case 'mask':
      return writePixels(shape, shaped);
    case 'cuboid2d':
      return writeCuboid(shape, shaped);
    case 'skeleton':
      return writeSkeleton(shape, shaped);
    case 'polyline':
    case 'points':
      shaped.report.note(notes.noArea, shaped.item.name);
      return null;
    case 'cuboid':
      shaped.report.note(notes.block, shaped.item.name);
      return null;
    case 'tag':
      shaped.report.note(notes.tag, shaped.item.name);
      return null;
  }
}

function writeSkeleton(shape: SkeletonShape, { item, report }: Shaped): CocoShape | null {
  const bounds = kindOf(shape).bounds(shape);
  if (bounds === null) return null;
  report.note(notes.skeleton);
  if (shape.joints.some(({ state }) => state === 'outside')) report.note(notes.outsideJoint, item.name);
  const [width, height] = [bounds.maxX - bounds.minX, bounds.maxY - bounds.minY];
  return { segmentation: [], area: width * height, bbox: [bounds.minX, bounds.minY, width, height], iscrowd: 0, ...writeJoints(shape) };
}

function writePolygon(shape: PolygonShape, { item, crowd, report }: Shaped): CocoShape | null {
  const rings = shape.rings.filter((ring) => ring.length >= 6);
  if (rings.length < shape.rings.length) report.note(notes.flat, item.name, shape.rings.length - rings.length);
  if (rings.length === 0) return null;
  return !crowd && lieApart(rings) ? writeParts(rings) : writeMask(rings, { item, crowd, report });
}

function writeBox(box: BoxShape, { item, crowd, report }: Shaped): CocoShape | null {
  const corners = boxCorners(box).flat();
  if (crowd) return writeMask([corners], { item, crowd, report });
  if (box.angle === 0) return { segmentation: [], area: box.width * box.height, bbox: [box.x, box.y, box.width, box.height], iscrowd: 0 };
  report.note(notes.rotated, item.name);
  return writeParts([corners]);
}

/** What can be seen of it: the outline around its eight corners. */
function writeCuboid(shape: Cuboid2dShape, { item, crowd, report }: Shaped): CocoShape | null {
  const ring = convexHull(cuboidCorners(shape));
  report.note(notes.cuboid, item.name);
  return crowd ? writeMask([ring], { item, crowd, report }) : writeParts([ring]);
}

/** The vertices lie a little outside, so that the area is the ellipse's. */
function writeEllipse(shape: EllipseShape, { item, crowd, report }: Shaped): CocoShape | null {
  const step = (2 * Math.PI) / ELLIPSE_VERTICES;
  const larger = Math.sqrt(step / Math.sin(step));
  const ring = ellipseRing({ ...shape, rx: shape.rx * larger, ry: shape.ry * larger }, ELLIPSE_VERTICES);
  report.note(notes.ellipse, item.name);
  return crowd ? writeMask([ring], { item, crowd, report }) : writeParts([ring]);
}

function writeParts(rings: readonly Ring[]): CocoShape {
  const bounds = ringsBounds(rings) ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  return {
    segmentation: rings,
    area: rings.reduce((sum, ring) => sum + Math.abs(signedArea(ring)), 0),
    bbox: [bounds.minX, bounds.minY, bounds.maxX - bounds.minX, bounds.maxY - bounds.minY],
    iscrowd: 0,
  };
}

/** COCO says holes and crowds as masks. Exact where the outline runs along pixel borders within the picture. */
function writeMask(rings: readonly Ring[], { item, crowd, report }: Shaped): CocoShape | null {
  const columns = fillRings(rings, item);
  if (columns === null) {
    report.note(notes.flat, item.name);
    return null;
  }
  const runs = runsOfColumns(columns, item.height);
  const area = areaOfRuns(runs);
  if (area === 0) {
    report.note(notes.empty, item.name);
    return null;
  }
  report.note(rings.every((ring) => runsAlongPixels(ring, item)) ? notes.exactPixels : notes.pixels, item.name);
  return { segmentation: { size: [item.height, item.width], counts: runs.counts }, area, bbox: boundsOf(columns), iscrowd: crowd ? 1 : 0 };
}

function runsAlongPixels(ring: Ring, { width, height }: FormatItem): boolean {
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const [x = 0, y = 0, x0 = 0, y0 = 0] = [ring[at], ring[at + 1], ring[before], ring[before + 1]];
    if (!Number.isInteger(x) || !Number.isInteger(y) || (x !== x0 && y !== y0)) return false;
    if (x < 0 || y < 0 || x > width || y > height) return false;
  }
  return true;
}

function boundsOf(columns: readonly (readonly number[])[]): CocoShape['bbox'] {
  const filled = columns.flatMap((column, x) => (column.length > 0 ? [x] : []));
  const [left, right] = [filled[0] ?? 0, (filled[filled.length - 1] ?? -1) + 1];
  let [top, foot] = [Infinity, 0];
  for (const column of columns) {
    if (column.length === 0) continue;
    top = Math.min(top, column[0] ?? 0);
    foot = Math.max(foot, column[column.length - 1] ?? 0);
  }
  return [left, top, right - left, foot - top];
}

