import { encodeCounts } from '../../geometry/runText.ts';
import { areaOfRuns } from '../../geometry/runs.ts';
import { spansOfRings } from '../../geometry/spans.ts';
import { maskOfSpans, maskWithin, runsInPicture } from '../../model/kinds/maskRuns.ts';
import type { MaskShape, Shape } from '../../model/kinds/shape.ts';
import { outlineOf } from '../asOutline.ts';
import type { Sink } from '../files/files.ts';
import { appendText, JsonList } from '../files/jsonList.ts';
import { stemOf } from '../files/look.ts';
import type { FormatItem, WriteInput, Work } from '../format.ts';
import type { Report } from '../report.ts';
import { attributesOf, Classes, noteLosses, stillPictures, WRITTEN, type Still, type StillPicture } from '../stills.ts';
import { writeNotes as notes } from './notes.ts';

/** Writes `annotations/default.json`, items first. */
export async function writeDatumaro(input: WriteInput, sink: Sink, { report, onProgress, signal }: Work): Promise<void> {
  const classes = new Classes(input.labels, report);
  const items = new JsonList();
  const file = await sink.open('annotations/default.json');
  await appendText(file, '{\n"info": {},\n"items": [\n');
  let done = 0;
  for await (const document of input.documents) {
    signal?.throwIfAborted();
    for (const picture of stillPictures(document, report)) items.add(itemOf(picture, { classes, report }));
    await items.drain(file, false);
    onProgress(done += 1, input.count);
  }
  await items.drain(file, true);
  const skeletons = new Map(input.labels.map(({ name, skeleton }) => [name, skeleton]));
  const points = classes.names.flatMap((name, index) => {
    const skeleton = skeletons.get(name) ?? null;
    return skeleton === null ? [] : [{ label_id: index, labels: skeleton.joints.map((joint) => joint.name), joints: skeleton.edges.map(([from, to]) => [from + 1, to + 1]) }];
  });
  const categories = { label: { labels: classes.names.map((name) => ({ name, parent: '', attributes: [] })), attributes: ['occluded'] }, ...(points.length === 0 ? {} : { points: { items: points } }) };
  await appendText(file, `\n],\n"categories": ${JSON.stringify(categories)}\n}\n`);
  await file.close();
}

interface Job {
  readonly classes: Classes;
  readonly report: Report;
}

function itemOf({ name, item, things }: StillPicture, job: Job): object {
  const annotations = things.flatMap((still, index) => annotationOf(still, { item, name, id: index + 1 }, job));
  return { id: stemOf(name), annotations, attr: {}, image: { path: name, size: [item.height, item.width] } };
}

function annotationOf(still: Still, { item, name, id }: { readonly item: FormatItem; readonly name: string; readonly id: number }, { classes, report }: Job): readonly object[] {
  const { track, keyframe, shape } = still;
  const place = placeOf(shape, item, report);
  if (place === null) return [];
  report.note(WRITTEN);
  noteLosses(still, ['attributes', 'occluded', 'truncated', 'difficult', 'group'], report);
  const angle = shape.kind === 'box' || shape.kind === 'ellipse' ? shape.angle : 0;
  if (angle !== 0) report.note(notes.rotated);
  const marks = { ...(keyframe.occluded ? { occluded: true } : {}), ...(keyframe.truncated ? { truncated: true } : {}), ...(track.difficult ? { difficult: true } : {}), ...(angle === 0 ? {} : { rotation: angle }) };
  const attributes = { ...Object.fromEntries([...attributesOf(track), ...attributesOf(keyframe)]), ...marks };
  return [{ id, type: place.type, attributes, group: track.group ?? 0, label_id: track.label === null ? null : classes.numberOf(track, name), z_order: track.z, ...place.fields }];
}

interface Place {
  readonly type: string;
  readonly fields: object;
}

function placeOf(shape: Shape, item: FormatItem, report: Report): Place | null {
  switch (shape.kind) {
    case 'tag':
      return { type: 'label', fields: {} };
    case 'box':
      return { type: 'bbox', fields: { bbox: [shape.x, shape.y, shape.width, shape.height] } };
    case 'polygon':
      return polygonPlace(shape.rings, item, report);
    case 'polyline':
    case 'points':
      return { type: shape.kind, fields: { points: shape.points } };
    case 'ellipse':
      return { type: 'ellipse', fields: { points: [shape.x - shape.rx, shape.y - shape.ry, shape.x + shape.rx, shape.y + shape.ry] } };
    case 'mask':
      return maskPlace(shape, item, report);
    case 'skeleton':
      return { type: 'points', fields: { points: shape.joints.flatMap(({ x, y }) => [x, y]), visibility: shape.joints.map(({ state }) => ({ outside: 0, occluded: 1, visible: 2 })[state]) } };
    case 'cuboid2d':
      report.note(notes.cuboid);
      return polygonPlace(outlineOf(shape) ?? [], item, report);
    case 'cuboid':
      report.note(notes.space);
      return null;
  }
}

function polygonPlace(rings: readonly (readonly number[])[], item: FormatItem, report: Report): Place | null {
  const [first] = rings;
  if (rings.length === 1 && first !== undefined) return { type: 'polygon', fields: { points: first } };
  const spans = spansOfRings(rings, { minX: 0, minY: 0, maxX: item.width, maxY: item.height });
  const mask = spans === null ? null : maskOfSpans(spans);
  report.note(notes.pixels);
  return mask === null ? null : maskPlace(mask, item, report);
}

function maskPlace(mask: MaskShape, item: FormatItem, report: Report): Place | null {
  const seen = maskWithin(mask, item);
  if (seen !== mask) report.note(notes.cut);
  if (seen === null) return null;
  const runs = runsInPicture(seen, item);
  return { type: 'mask', fields: { rle: { counts: encodeCounts(runs.counts), size: [item.height, item.width] }, area: areaOfRuns(runs) } };
}
