import { fillRings } from '../../geometry/fillRings.ts';
import { ringsBounds, type Ring } from '../../geometry/polygon.ts';
import { areaOfRuns, columnsOfRuns, uniteColumns } from '../../geometry/runs.ts';
import { traceColumns } from '../../geometry/traceColumns.ts';
import { MOST_RUN_CHARACTERS } from '../../model/kinds/mask.ts';
import { maskOfSpans } from '../../model/kinds/maskRuns.ts';
import type { MaskShape, PolygonShape } from '../../model/kinds/shape.ts';
import { flatPoints, isCoordinate, listOf, looseOf } from '../loose.ts';
import type { Size } from '../format.ts';
import type { Report } from '../report.ts';
import { ENDLESS_POLYGON, LARGE_POLYGON, readNotes as notes } from './notes.ts';
import { lieApart } from './parts.ts';
import { LONGEST_SIDE, readRle } from './rle.ts';

/** `absent`: there is none, the box counts. `broken`: there is one, but it cannot be used. `empty`: a mask of nothing. */
export type Segmentation = PolygonShape | MaskShape | 'absent' | 'broken' | 'empty';

/** The picture an annotation is on, as the file describes it; `name` is for the report. */
export interface SeenPicture {
  readonly name: string;
  readonly size: Size | null;
  /** A mask was written in place of an outline. */
  readonly wasOutline: boolean;
}

/** Reads any of COCO's ways to say an outline. */
export function readSegmentation(value: unknown, picture: SeenPicture, report: Report): Segmentation {
  const list = listOf(value);
  if (value === null || value === undefined || list?.length === 0) return 'absent';
  const shape = list !== null ? readParts(list.every(isCoordinate) ? [list] : list, picture.name, report) : readMask(value, picture, report);
  const vertices = typeof shape === 'string' || shape.kind === 'mask' ? 0 : shape.rings.reduce((sum, ring) => sum + ring.length / 2, 0);
  if (vertices > ENDLESS_POLYGON) report.note(notes.endless, picture.name);
  else if (vertices > LARGE_POLYGON) report.note(notes.large, picture.name);
  return vertices > ENDLESS_POLYGON ? 'broken' : shape;
}

function readMask(value: unknown, { name, size, wasOutline }: SeenPicture, report: Report): Segmentation {
  const runs = looseOf(value) === null ? null : readRle(value);
  if (runs === null) return 'broken';
  if (areaOfRuns(runs) === 0) return 'empty';
  if (size !== null && (size.width !== runs.width || size.height !== runs.height)) report.note(notes.size, name);
  report.note(wasOutline ? notes.traced : notes.mask, name);
  const columns = columnsOfRuns(runs);
  if (wasOutline) return { kind: 'polygon', rings: traceColumns(columns) };
  const mask = maskOfSpans({ left: 0, columns });
  if (mask !== null && mask.runs.length > MOST_RUN_CHARACTERS) report.note(notes.ragged, name);
  return mask ?? 'empty';
}

function readParts(list: readonly unknown[], name: string, report: Report): Segmentation {
  const rings: number[][] = [];
  for (const part of list) {
    const points = flatPoints(part);
    const ring = points === null ? [] : openRing(points);
    if (ring.length >= 6) rings.push(ring);
    else report.note(notes.brokenPart, name);
  }
  if (rings.length === 0) return 'broken';
  if (lieApart(rings)) return { kind: 'polygon', rings };
  report.note(notes.overlap, name);
  return unite(rings);
}

/** Our rings do not repeat the first vertex; many files do. */
function openRing(points: readonly number[]): number[] {
  const closed = points.length > 6 && points[0] === points[points.length - 2] && points[1] === points[points.length - 1];
  return points.slice(0, closed ? -2 : undefined);
}

/** COCO fills every part alone and takes all that is filled; so do we, on pixels, where the parts overlap. */
function unite(rings: readonly Ring[]): Segmentation {
  const bounds = ringsBounds(rings);
  if (bounds === null) return 'broken';
  const [left, top] = [Math.floor(bounds.minX), Math.floor(bounds.minY)];
  const size = { width: Math.ceil(bounds.maxX) - left, height: Math.ceil(bounds.maxY) - top };
  if (Math.max(size.width, size.height) > LONGEST_SIDE) return 'broken';
  let all: readonly (readonly number[])[] = Array.from({ length: size.width }, () => []);
  for (const ring of rings) {
    const filled = fillRings([ring.map((value, at) => value - (at % 2 === 0 ? left : top))], size);
    if (filled === null) return 'broken';
    all = uniteColumns(all, filled);
  }
  const traced = traceColumns(all).map((ring) => ring.map((value, at) => value + (at % 2 === 0 ? left : top)));
  return traced.length === 0 ? 'broken' : { kind: 'polygon', rings: traced };
}
