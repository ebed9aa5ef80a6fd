import { boxCorners } from '../../geometry/box.ts';
import { kindOf } from '../../model/kinds/registry.ts';
import type { Shape, SkeletonShape } from '../../model/kinds/shape.ts';
import { outlineOf, withoutHoles } from '../asOutline.ts';
import { stemOf } from '../files/look.ts';
import type { Sink } from '../files/files.ts';
import type { Size, WriteInput, Work } from '../format.ts';
import type { Report } from '../report.ts';
import { Classes, noteLosses, stillPictures, WRITTEN, type Still, type StillPicture } from '../stills.ts';
import { writeDataYaml } from './dataYaml.ts';
import type { Variant } from './lines.ts';
import { writeNotes as notes } from './notes.ts';

/** Writes `labels/train/…` and `data.yaml`, the names at the end, when all classes are known. Pictures are not copied. */
export function writeYolo(variant: Variant): (input: WriteInput, sink: Sink, work: Work) => Promise<void> {
  return async (input, sink, { report, onProgress, signal }) => {
    const job: Job = { variant, classes: new Classes(input.labels, report), report, joints: { count: 0 }, padded: [] };
    const stems = new Set<string>();
    const encoder = new TextEncoder();
    let done = 0;
    for await (const document of input.documents) {
      signal?.throwIfAborted();
      for (const picture of stillPictures(document, report)) {
        const stem = stemOf(picture.name);
        if (stems.has(stem)) {
          report.note(notes.sameStem, picture.name);
          continue;
        }
        stems.add(stem);
        const file = { name: `labels/train/${stem}.txt`, lines: picture.things.flatMap((still) => linesFor(still, picture, job)) };
        if (variant === 'pose' && file.lines.length > 0) job.padded.push(file);
        else await sink.write(file.name, encoder.encode(textFor(file.lines)));
      }
      onProgress(done += 1, input.count);
    }
    const { count } = job.joints;
    for (const { name, lines } of job.padded) await sink.write(name, encoder.encode(textFor(lines.map((line) => padLine(line, count, report)))));
    await sink.write('data.yaml', encoder.encode(writeDataYaml(job.classes.names, count === 0 ? null : [count, 3])));
  };
}

interface LabelFile {
  readonly name: string;
  readonly lines: readonly string[];
}

interface Job {
  readonly variant: Variant;
  readonly classes: Classes;
  readonly report: Report;
  /** The most joints any skeleton has. */
  readonly joints: { count: number };
  /** Files of skeletons wait until that is known. */
  readonly padded: LabelFile[];
}

const textFor = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** The lines for one thing: none when it cannot be said, several when it has parts. */
function linesFor(still: Still, picture: StillPicture, job: Job): readonly string[] {
  const { shape, track } = still;
  const { report, variant } = job;
  const size = picture.item;
  const places = variant === 'pose' ? posePlaces(shape, size, job) : variant === 'segment' ? outlinePlaces(shape, size, report) : variant === 'obb' ? turnedPlaces(shape, size, report) : detectPlaces(shape, size, report);
  if (places.length === 0) return [];
  report.note(WRITTEN);
  noteLosses(still, [], report);
  const kind = job.classes.numberOf(track, picture.name);
  return places.map((values) => [kind, ...values.map(share)].join(' '));
}

/** Eight digits: a thousandth of a pixel on pictures of 100,000. */
function share(value: number): string {
  return String(Number(value.toFixed(8)));
}

function boundsPlaces(shape: Shape, size: Size, report: Report): readonly (readonly number[])[] {
  const bounds = shape.kind === 'polyline' || shape.kind === 'points' ? null : kindOf(shape).bounds(shape);
  if (bounds === null) return nothing(report);
  // A skeleton's box goes with its joints and is not all that is left of it.
  if (shape.kind !== 'skeleton' && (shape.kind !== 'box' || shape.angle !== 0)) report.note(notes.bounds);
  const { minX, minY, maxX, maxY } = cutTo(size, bounds);
  if (maxX <= minX || maxY <= minY) {
    report.note(notes.gone);
    return [];
  }
  if (minX !== bounds.minX || minY !== bounds.minY || maxX !== bounds.maxX || maxY !== bounds.maxY) report.note(notes.cut);
  return [[(minX + maxX) / 2 / size.width, (minY + maxY) / 2 / size.height, (maxX - minX) / size.width, (maxY - minY) / size.height]];
}

function detectPlaces(shape: Shape, size: Size, report: Report): readonly (readonly number[])[] {
  if (shape.kind === 'skeleton') report.note(notes.bounds);
  return boundsPlaces(shape, size, report);
}

function cutTo({ width, height }: Size, { minX, minY, maxX, maxY }: { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number }): { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number } {
  return { minX: Math.max(0, minX), minY: Math.max(0, minY), maxX: Math.min(width, maxX), maxY: Math.min(height, maxY) };
}

function nothing(report: Report): readonly [] {
  report.note(notes.noArea);
  return [];
}

function outlinePlaces(shape: Shape, size: Size, report: Report): readonly (readonly number[])[] {
  const rings = outlineOf(shape);
  if (rings === null || rings.length === 0) return nothing(report);
  if (shape.kind !== 'polygon') report.note(notes.outline);
  const { outer, holes } = withoutHoles(rings);
  if (holes > 0) report.note(notes.holes, null, holes);
  if (outer.length > 1) report.note(notes.parts);
  return outer.map((ring) => shares(ring, size, report));
}

/** Points beyond the edge are moved onto it, which changes what lies outside only. */
function shares(coords: readonly number[], { width, height }: Size, report: Report): readonly number[] {
  const all = coords.map((value, at) => value / (at % 2 === 0 ? width : height));
  if (all.some((value) => value < 0 || value > 1)) report.note(notes.cut);
  return all.map((value) => Math.min(1, Math.max(0, value)));
}

function turnedPlaces(shape: Shape, size: Size, report: Report): readonly (readonly number[])[] {
  if (shape.kind === 'box') return [shares(boxCorners(shape).flat(), size, report)];
  const bounds = shape.kind === 'polyline' || shape.kind === 'points' ? null : kindOf(shape).bounds(shape);
  if (bounds === null) return nothing(report);
  report.note(notes.turned);
  const { minX, minY, maxX, maxY } = bounds;
  return [shares([minX, minY, maxX, minY, maxX, maxY, minX, maxY], size, report)];
}

function posePlaces(shape: Shape, size: Size, { report, joints }: Job): readonly (readonly number[])[] {
  if (shape.kind !== 'skeleton') {
    report.note(notes.noSkeleton);
    return [];
  }
  report.note(notes.jointNames);
  joints.count = Math.max(joints.count, shape.joints.length);
  const [box] = boundsPlaces(shape, size, report);
  return box === undefined ? [] : [[...box, ...shape.joints.flatMap((joint) => jointPlaces(joint, size))]];
}

function jointPlaces({ x, y, state }: SkeletonShape['joints'][number], { width, height }: Size): readonly number[] {
  return state === 'outside' ? [0, 0, 0] : [Math.min(1, Math.max(0, x / width)), Math.min(1, Math.max(0, y / height)), state === 'occluded' ? 1 : 2];
}

function padLine(line: string, count: number, report: Report): string {
  const values = line.split(' ');
  const missing = 5 + count * 3 - values.length;
  if (missing > 0) report.note(notes.joints);
  return [...values, ...Array.from({ length: missing }, () => '0')].join(' ');
}
