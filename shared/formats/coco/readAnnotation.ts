import { derivedId, isUuid, type Uuid } from '../../base/id.ts';
import type { TrackId } from '../../model/ids.ts';
import { kindOf } from '../../model/kinds/registry.ts';
import type { BoxShape, MaskShape, PolygonShape, Shape } from '../../model/kinds/shape.ts';
import type { DocumentRecord, LabelRecord } from '../../model/records.ts';
import type { Size, TargetItem } from '../format.ts';
import { sortAttributes } from '../importAttributes.ts';
import { groupOf, isCoordinate, listOf, looseOf, type Loose } from '../loose.ts';
import type { Report } from '../report.ts';
import { stillTrack } from '../stillTrack.ts';
import { readJoints, type CocoJoints } from './joints.ts';
import { MARKS, readNotes as notes, type Mark } from './notes.ts';
import { readSegmentation } from './readSegmentation.ts';

/** The picture whose annotations are being read. */
export interface Canvas {
  readonly item: TargetItem;
  readonly name: string;
  readonly size: Size | null;
  /** Its item id as our exporter wrote it. */
  readonly ours: string | null;
  readonly taken: Set<string>;
  /** How many were taken before this picture: painting order starts anew in each. */
  readonly before: number;
  /** What the category of the annotation says of joints. */
  readonly joints: CocoJoints | null;
  readonly newId: () => Uuid;
  readonly report: Report;
}

const LONGEST_NOTE = 16384;
/** Groups made of an outline and its joints are numbered from here, above those that people give. */
const FIRST_GROUP = 1_000_000;
const KNOWN = new Set(['id', 'image_id', 'category_id', 'bbox', 'area', 'segmentation', 'iscrowd', 'attributes', 'score', 'sightline', 'keypoints', 'num_keypoints']);

/** One annotation as a track and its keyframe; empty when it had to be left out (the report says so). */
export function readAnnotation(annotation: Loose, label: LabelRecord | null, canvas: Canvas): readonly DocumentRecord[] {
  const { report } = canvas;
  const skeleton = readJoints(annotation, canvas.joints);
  noteExtras(annotation, skeleton !== null, report);
  const hasOutline = looseOf(annotation['segmentation']) !== null || (listOf(annotation['segmentation'])?.length ?? 0) > 0;
  if (skeleton !== null && !hasOutline) return readOne(annotation, { label, shape: skeleton, group: null }, canvas);
  const shape = readShape(annotation, canvas);
  const group = skeleton === null || shape === null ? null : FIRST_GROUP + canvas.taken.size - canvas.before;
  return [...(shape === null ? [] : readOne(annotation, { label, shape, group }, canvas)), ...(skeleton === null ? [] : readOne({ ...annotation, sightline: undefined, iscrowd: 0 }, { label, shape: skeleton, group }, canvas))];
}

interface FoundShape {
  readonly label: LabelRecord | null;
  readonly shape: Shape;
  readonly group: number | null;
}

function readOne(annotation: Loose, { label, shape, group }: FoundShape, canvas: Canvas): readonly DocumentRecord[] {
  const { report } = canvas;
  if (reachesOut(shape, canvas.size)) report.note(notes.outside, canvas.name);
  const ours = looseOf(annotation['sightline']);
  const { marks, values } = readValues(annotation, label);
  const sorted = sortAttributes(values, label, report);
  const crowd = annotation['iscrowd'] === 1 || annotation['iscrowd'] === true;
  if (crowd) report.note(notes.crowd, canvas.name);
  report.note(notes.things, null);
  const [z, note] = [ours?.['z'], ours?.['note']];
  return stillTrack({
    id: idFor(ours?.['id'], canvas), label: label?.id ?? null, shape, ...marks,
    z: isCoordinate(z) ? z : canvas.taken.size - 1 - canvas.before,
    note: typeof note === 'string' ? note.slice(0, LONGEST_NOTE) : null,
    group: groupOf(ours?.['group']) ?? group,
    onTrack: crowd ? { ...sorted.onTrack, 'a:iscrowd': true } : sorted.onTrack,
    onKeyframe: sorted.onKeyframe,
  });
}

/**
 * What came from this very item keeps its id; a copy of another project gets one derived from it, so that reading the
 * same file twice gives the same things once; foreign things get new ids.
 */
function idFor(own: unknown, canvas: Canvas): TrackId {
  const kept = typeof own === 'string' && isUuid(own) ? (canvas.ours === canvas.item.id ? own : derivedId(canvas.item.id, `import:${own}`)) : null;
  const id = kept === null || canvas.taken.has(kept) ? canvas.newId() : kept;
  canvas.taken.add(id);
  return id as TrackId;
}

function readShape(annotation: Loose, canvas: Canvas): BoxShape | MaskShape | PolygonShape | null {
  const { report } = canvas;
  const outline = readSegmentation(annotation['segmentation'], { ...canvas, wasOutline: looseOf(annotation['sightline'])?.['kind'] === 'polygon' }, report);
  if (typeof outline !== 'string') return outline;
  const box = readBox(annotation['bbox']);
  if (outline === 'empty') report.note(notes.emptyMask, canvas.name);
  else if (box === null) report.note(notes.badAnnotation, canvas.name);
  else report.note(outline === 'broken' ? notes.fellBack : notes.box, canvas.name);
  return outline === 'empty' ? null : box;
}

function readBox(value: unknown): BoxShape | null {
  const list = listOf(value);
  if (list?.length !== 4 || !list.every(isCoordinate)) return null;
  const [x = 0, y = 0, width = 0, height = 0] = list;
  return width < 0 || height < 0 ? null : { kind: 'box', x, y, width, height, angle: 0 };
}

/** `occluded` and its like among the attributes are CVAT's way to say what we keep as fields, unless the label has its own. */
function readValues(annotation: Loose, label: LabelRecord | null): { readonly marks: Readonly<Record<Mark, boolean>>; readonly values: Loose } {
  const marks = { occluded: false, truncated: false, difficult: false };
  const score = annotation['score'] === undefined ? {} : { score: annotation['score'] };
  const values: Record<string, unknown> = { ...score, ...looseOf(annotation['attributes']) };
  for (const mark of MARKS) {
    const value = values[mark];
    if (typeof value !== 'boolean' || label?.attributes.some(({ key }) => key === mark) === true) continue;
    marks[mark] = value;
    delete values[mark];
  }
  return { marks, values };
}

function noteExtras(annotation: Loose, hasJoints: boolean, report: Report): void {
  for (const key of Object.keys(annotation)) if (!KNOWN.has(key)) report.note(notes.extraKey, key);
  if (hasJoints) report.note(notes.keypoints);
  else if (typeof annotation['num_keypoints'] === 'number' && annotation['num_keypoints'] > 0) report.note(notes.badKeypoints);
}

function reachesOut(shape: Shape, size: Size | null): boolean {
  const bounds = kindOf(shape).bounds(shape);
  if (bounds === null || size === null) return false;
  return bounds.minX < 0 || bounds.minY < 0 || bounds.maxX > size.width || bounds.maxY > size.height;
}
