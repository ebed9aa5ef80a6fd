import { distance, turn, type Point } from '../../geometry/point.ts';
import { rectOf } from '../../geometry/rect.ts';
import type { Shape, SkeletonShape } from '../../model/kinds/shape.ts';
import { personTemplate } from '../../model/personTemplate.ts';
import type { LabelRecord } from '../../model/records.ts';
import type { Size } from '../format.ts';
import type { Note } from '../report.ts';
import { readNotes as notes } from './notes.ts';

export type Variant = 'detect' | 'segment' | 'pose' | 'obb';

/** A line of a label file: the class and the numbers behind it. */
export interface Line {
  readonly kind: number;
  readonly values: readonly number[];
}

/** How joints are written, as far as the file says. */
export interface Joints {
  readonly shape: readonly [count: number, dims: number] | null;
  readonly names: readonly string[] | null;
}

export type ReadLine = { readonly shape: Shape; readonly score: number | null; readonly say: Note | null } | { readonly shape: null; readonly say: Note };

/** `null` when it is no line of numbers at all. Some tools write the class as `3.0`. */
export function parseLine(text: string): Line | null {
  const [kind, ...values] = text.trim().split(/[\s,]+/).map(Number);
  return kind !== undefined && Number.isInteger(kind) && kind >= 0 && values.every(Number.isFinite) ? { kind, values } : null;
}

/** How far from 0 to 1 a number may be before it is no share of the picture. */
const SLACK = 1;

export function readLine({ values }: Line, variant: Variant, { size, label, joints }: { readonly size: Size; readonly label: LabelRecord; readonly joints: Joints }): ReadLine {
  if (variant === 'pose') return readPose(values, size, { label, joints });
  const score = values.length % 2 === 1 ? (values[values.length - 1] ?? null) : null;
  const places = score === null ? values : values.slice(0, -1);
  if (places.length < 4) return { shape: null, say: notes.line };
  if (!places.every((value) => value >= -SLACK && value <= 1 + SLACK)) return { shape: null, say: notes.far };
  if (places.length === 4) return { shape: boxOf(places, size), score, say: null };
  if (places.length < 6 || variant === 'detect') return { shape: null, say: notes.line };
  const points = pointsOf(places, size);
  const turned = variant === 'obb' && points.length === 4 ? turnedBoxOf(points) : null;
  if (turned !== null) return { shape: turned, score, say: null };
  return { shape: { kind: 'polygon', rings: [opened(points).flat()] }, score, say: variant === 'obb' ? notes.notTurned : notes.polygon };
}

function boxOf([cx = 0, cy = 0, w = 0, h = 0]: readonly number[], { width, height }: Size): Shape {
  return { kind: 'box', x: (cx - w / 2) * width, y: (cy - h / 2) * height, width: w * width, height: h * height, angle: 0 };
}

function pointsOf(values: readonly number[], { width, height }: Size): readonly Point[] {
  return Array.from({ length: values.length >> 1 }, (_, index): Point => [(values[index * 2] ?? 0) * width, (values[index * 2 + 1] ?? 0) * height]);
}

/** Our rings do not repeat their first vertex. */
function opened(points: readonly Point[]): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)];
  return points.length > 3 && first !== undefined && last !== undefined && distance(first, last) === 0 ? points.slice(0, -1) : points;
}

/** How far off, in pixels, the corners of a rectangle may be. */
const OFF = 1;

/** A rectangle by its corners; null when they make none. */
export function turnedBoxOf(points: readonly Point[]): Shape | null {
  const [a, b, c, d] = points;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  if (distance([a[0] + c[0] - b[0], a[1] + c[1] - b[1]], d) > OFF || Math.abs(distance(a, c) - distance(b, d)) > OFF) return null;
  const centre: Point = [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2];
  const angle = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  const { minX, minY, maxX, maxY } = rectOf(turn(a, centre, -angle), turn(c, centre, -angle));
  return { kind: 'box', x: minX, y: minY, width: maxX - minX, height: maxY - minY, angle: Math.abs(angle) < 1e-6 ? 0 : angle };
}

/** After the box come the joints, two or three numbers each: place and how it is seen (0 not there, 1 hidden, 2 seen). */
function readPose(values: readonly number[], size: Size, { label, joints }: { readonly label: LabelRecord; readonly joints: Joints }): ReadLine {
  const rest = values.slice(4);
  const dims = joints.shape?.[1] ?? dimsOf(rest);
  const count = joints.shape?.[0] ?? Math.floor(rest.length / dims);
  const left = rest.length - count * dims;
  if (count < 1 || count > 200 || left < 0 || left > 1) return { shape: null, say: notes.line };
  const names = joints.names ?? namesOf(label, count);
  const shape: SkeletonShape = {
    kind: 'skeleton',
    joints: Array.from({ length: count }, (_, index) => {
      const [x = 0, y = 0, seen = x === 0 && y === 0 ? 0 : 2] = rest.slice(index * dims, index * dims + dims);
      return { name: (names?.[index] ?? `joint ${index + 1}`).slice(0, 40), x: x * size.width, y: y * size.height, state: seen === 0 ? 'outside' : seen === 1 ? 'occluded' : 'visible' };
    }),
    edges: [...edgesOf(label, count)],
  };
  return { shape, score: left === 1 ? (rest.at(-1) ?? null) : null, say: names === null ? notes.jointNames : notes.box };
}

/** Without `kpt_shape`: three numbers when every third says how a joint is seen. */
function dimsOf(rest: readonly number[]): 2 | 3 {
  return rest.length % 3 === 0 && rest.every((value, at) => at % 3 !== 2 || value === 0 || value === 1 || value === 2) ? 3 : 2;
}

function namesOf({ skeleton }: LabelRecord, count: number): readonly string[] | null {
  const template = skeleton?.joints.length === count ? skeleton : personTemplate.joints.length === count ? personTemplate : null;
  return template?.joints.map(({ name }) => name) ?? null;
}

function edgesOf({ skeleton }: LabelRecord, count: number): SkeletonShape['edges'] {
  const template = skeleton?.joints.length === count ? skeleton : personTemplate.joints.length === count ? personTemplate : null;
  return template?.edges.map(([from, to]) => [from, to]) ?? [];
}

/** Whether four corners are a parallelogram, which shares of a picture keep, whatever its sides. */
export function isParallelogram(values: readonly number[]): boolean {
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0, dx = 0, dy = 0] = values;
  return Math.hypot(ax + cx - bx - dx, ay + cy - by - dy) < 0.003;
}

