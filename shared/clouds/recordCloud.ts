import type { Cloud, Column, Values } from './cloud.ts';
import { cloudProblem, memoryLimit } from './cloudProblem.ts';
import { copyStrided, elements, type ElementType } from './elementType.ts';

/** What one stored number means: a name, its bits of the number and how it is scaled. */
export interface Meaning {
  readonly name: string;
  readonly bits?: Column['bits'];
  readonly scale?: number;
  readonly offset?: number;
}

/** A field of every record. Bytes from the first record's first byte, and from one record's field to the next. */
export interface Field {
  readonly type: ElementType;
  readonly at: number;
  readonly stride: number;
  readonly per: number;
  /** Several where the bits of one number say several things. */
  readonly means: readonly Meaning[];
  /** Kept in another width than it is written in, for records that are parsed text. */
  readonly store?: ElementType;
}

/** One axis of the place: `stored * scale + offset`. */
export interface Axis {
  readonly type: Exclude<ElementType, 'int64' | 'uint64'>;
  readonly at: number;
  readonly stride: number;
  readonly scale: number;
  readonly offset: number;
}

export interface RecordLayout {
  readonly littleEndian: boolean;
  readonly axes: readonly [Axis, Axis, Axis];
  readonly fields: readonly Field[];
}

export interface CloudBuilder {
  /** Takes the next `count` records from bytes that begin with the first of them. */
  take(bytes: Uint8Array, count: number): void;
  /** The cloud, once all announced points were taken. */
  finish(): Cloud;
}

/** The most points whose numbers fit into one array of the machine. */
const MOST = Math.floor(0x7fff_ffff / 12);

/** Builds a cloud of `count` points from fixed-length records, piece by piece, copying field by field. */
export function createCloudBuilder(name: string, layout: RecordLayout, count: number): CloudBuilder {
  if (count > MOST) throw memoryLimit(name);
  const positions = new Float32Array(count * 3);
  const columns = layout.fields.map((field) => elements[field.store ?? field.type].make(count * field.per));
  let origin: readonly [number, number, number] | null = null;
  let [taken, masked] = [0, 0];
  return {
    take: (bytes, number) => {
      const records = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), count: number };
      origin ??= originOf(records, layout);
      for (let axis = 0; axis < 3; axis += 1) copyAxis(records, layout, { axis, origin, positions, first: taken });
      masked += maskPlaceless(positions, taken, number);
      layout.fields.forEach((field, at) => copyField(records, layout, { field, values: columns[at] as Values, first: taken }));
      taken += number;
    },
    finish: () => {
      if (taken !== count) throw cloudProblem('cloud/short', { name, said: count, found: taken });
      return { count, origin: origin ?? [0, 0, 0], positions, masked, columns: layout.fields.flatMap((field, at) => meaningsOf(field, columns[at] as Values)) };
    },
  };
}

function meaningsOf(field: Field, values: Values): Column[] {
  return field.means.map(({ name, bits = null, scale = 1, offset = 0 }) => ({ name, values, per: field.per, bits, scale, offset }));
}

interface Records {
  readonly view: DataView;
  readonly count: number;
}

/** Beyond this float32 is coarser than half a millimetre, and the places are told from a nearer origin. */
const NEAR = 4096;
const SAMPLES = 64;
/** Only so many are looked at, so that the same file has the same origin whatever pieces it comes in. */
const LOOKED_AT = 1024;

/** A whole-numbered place amid the first records; the middle of several, since any one of them may be a stray. */
function originOf(records: Records, layout: RecordLayout): [number, number, number] {
  const looked = Math.min(records.count, LOOKED_AT);
  const step = Math.max(1, Math.floor(looked / SAMPLES));
  const middle = (axis: Axis): number => {
    const samples = new Float64Array(Math.min(looked, SAMPLES));
    copyStrided(records.view, { ...axis, littleEndian: layout.littleEndian, stride: axis.stride * step }, { values: samples, first: 0, step: 1, count: samples.length });
    const places = [...samples].map((stored) => stored * axis.scale + axis.offset).filter(Number.isFinite).toSorted((a, b) => a - b);
    const place = places[Math.floor(places.length / 2)] ?? 0;
    return Math.abs(place) < NEAR ? 0 : Math.round(place);
  };
  return [middle(layout.axes[0]), middle(layout.axes[1]), middle(layout.axes[2])];
}

interface AxisJob {
  readonly axis: number;
  readonly origin: readonly [number, number, number];
  readonly positions: Float32Array;
  readonly first: number;
}

function copyAxis(records: Records, layout: RecordLayout, job: AxisJob): void {
  const axis = layout.axes[job.axis] as Axis;
  const from = { ...axis, littleEndian: layout.littleEndian };
  const start = job.first * 3 + job.axis;
  const shift = axis.offset - (job.origin[job.axis] ?? 0);
  if (axis.type === 'float32' && axis.scale === 1 && shift === 0) return copyStrided(records.view, from, { values: job.positions, first: start, step: 3, count: records.count });
  const stored = new Float64Array(records.count);
  copyStrided(records.view, from, { values: stored, first: 0, step: 1, count: records.count });
  for (let n = 0, to = start; n < stored.length; n += 1, to += 3) job.positions[to] = (stored[n] as number) * axis.scale + shift;
}

/** Points with a number missing have no place: all three become NaN. Returns how many. */
function maskPlaceless(positions: Float32Array, first: number, count: number): number {
  let masked = 0;
  for (let at = first * 3; at < (first + count) * 3; at += 3) {
    // In doubles three float32 cannot overflow: a sum less itself is 0 exactly when all three are finite.
    const sum = (positions[at] as number) + (positions[at + 1] as number) + (positions[at + 2] as number);
    if (sum - sum === 0) continue;
    positions[at] = positions[at + 1] = positions[at + 2] = Number.NaN;
    masked += 1;
  }
  return masked;
}

function copyField(records: Records, layout: RecordLayout, job: { readonly field: Field; readonly values: Values; readonly first: number }): void {
  const { field, values, first } = job;
  const { width } = elements[field.type];
  for (let part = 0; part < field.per; part += 1) {
    const from = { type: field.type, littleEndian: layout.littleEndian, at: field.at + part * width, stride: field.stride };
    copyStrided(records.view, from, { values, first: first * field.per + part, step: field.per, count: records.count });
  }
}
