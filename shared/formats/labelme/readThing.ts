import type { TrackId } from '../../model/ids.ts';
import { kindOf } from '../../model/kinds/registry.ts';
import type { Shape } from '../../model/kinds/shape.ts';
import type { DocumentRecord, LabelRecord } from '../../model/records.ts';
import type { Size } from '../format.ts';
import type { ImportTarget } from '../format.ts';
import { sortAttributes, type SortedValues } from '../importAttributes.ts';
import type { ImportLabels } from '../importLabels.ts';
import { groupOf, looseOf, textOf, type Loose } from '../loose.ts';
import type { Report } from '../report.ts';
import { stillTrack } from '../stillTrack.ts';
import { notes } from './notes.ts';
import { readMask } from './readMask.ts';
import { readShape } from './readShape.ts';

/** What a shape is read into. */
export interface Surroundings {
  readonly item: { readonly name: string };
  readonly size: Size | null;
  readonly labels: ImportLabels;
  readonly target: ImportTarget;
  readonly report: Report;
}

const LONGEST_NOTE = 16384;
const LARGE = 20_000;
/** Beyond this a polygon does not fit into one record of the journal. */
const ENDLESS = 200_000;
const KNOWN = new Set(['label', 'points', 'shape_type', 'flags', 'group_id', 'description', 'mask', 'line_color', 'fill_color', 'direction', 'difficult', 'score', 'attributes', 'kie_linking']);
const ATTRIBUTES = ['difficult', 'score'];

/** One shape as a track and its keyframe; empty when it had to be left out (the report says so). */
export async function readThing(shape: Loose, z: number, { item, size, labels, target, report }: Surroundings): Promise<readonly DocumentRecord[]> {
  const type = shape['shape_type'];
  const { shape: found, say } = type === 'mask' ? await readMask(shape) : readShape(shape);
  if (say !== null) report.note(say, typeof type === 'string' && found === null ? `${type} in ${item.name}` : item.name);
  if (found === null) return [];
  if (verticesOf(found) > ENDLESS) {
    report.note(notes.endless, item.name);
    return [];
  }
  noteExtent(found, size, (note) => report.note(note, item.name));
  for (const key of Object.keys(shape)) if (!KNOWN.has(key)) report.note(notes.extra, key);
  const label = labelOf(shape, { item, labels, report });
  const note = textOf(shape['description']);
  if (note !== null && note.length > LONGEST_NOTE) report.note(notes.cutNote, item.name);
  report.note(notes.things);
  const group = groupNumber(shape['group_id'], report);
  return stillTrack({
    id: target.newId() as TrackId, label: label?.id ?? null, shape: found, z, occluded: false, group,
    note: note?.slice(0, LONGEST_NOTE) ?? null, ...valuesOf(shape, label, report),
  });
}

function labelOf(shape: Loose, { item, labels, report }: Pick<Surroundings, 'item' | 'labels' | 'report'>): LabelRecord | null {
  const name = textOf(shape['label'])?.trim() ?? '';
  if (name !== '') return labels.named(name);
  report.note(notes.unlabelled, item.name);
  return null;
}

/** Flags of a shape that are set, its group, and what other tools of the family add, as attributes. */
function valuesOf(shape: Loose, label: LabelRecord | null, report: Report): SortedValues {
  const values: Record<string, unknown> = {};
  for (const key of ATTRIBUTES) {
    const value = shape[key];
    if (value !== null && value !== undefined && value !== false) values[key] = value;
  }
  for (const [key, value] of Object.entries({ ...looseOf(shape['attributes']), ...looseOf(shape['flags']) })) if (value !== false) values[key] = value;
  return sortAttributes(values, label, report);
}

function verticesOf(shape: Shape): number {
  if (shape.kind === 'polygon') return shape.rings.reduce((sum, ring) => sum + ring.length / 2, 0);
  return shape.kind === 'polyline' || shape.kind === 'points' ? shape.points.length / 2 : 4;
}

function noteExtent(shape: Shape, size: Size | null, say: (note: typeof notes.outside) => void): void {
  if (verticesOf(shape) > LARGE) say(notes.large);
  const bounds = kindOf(shape).bounds(shape);
  if (size !== null && bounds !== null && (bounds.minX < 0 || bounds.minY < 0 || bounds.maxX > size.width || bounds.maxY > size.height)) say(notes.outside);
}

/** labelme counts groups from 0, and we from 1. What is no number cannot tell who belongs together. */
function groupNumber(value: unknown, report: Report): number | null {
  if (value === null || value === undefined) return null;
  const group = typeof value === 'number' ? groupOf(value + 1) : null;
  report.note(group === null ? notes.oddGroup : notes.group);
  return group;
}
