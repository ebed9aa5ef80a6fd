import { piecesOf, type ByteSource, type Reading } from '../byteSource.ts';
import type { Cloud } from '../cloud.ts';
import { cloudProblem } from '../cloudProblem.ts';
import { elements, type ElementType } from '../elementType.ts';
import { createCloudBuilder, type Axis, type Field, type RecordLayout } from '../recordCloud.ts';
import { columnNames } from './columnNames.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const TYPES: Readonly<Record<string, ElementType>> = { f4: 'float32', f8: 'float64', i1: 'int8', i2: 'int16', i4: 'int32', i8: 'int64', u1: 'uint8', u2: 'uint16', u4: 'uint32', u8: 'uint64', b1: 'uint8' };

/**
 * Reads an array of NumPy: N rows of three or more numbers, or N records with fields x, y, z. Never runs what it says:
 * the head is taken apart as text. Throws `cloud/…`.
 */
export async function readNpy(source: ByteSource, reading: Reading = {}): Promise<Cloud> {
  const { text, bodyAt } = await headOf(source);
  const wrong = (what: string): Error => cloudProblem('cloud/head', { name: source.name, form: 'NPY', what });
  const shape = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1]?.split(',').map((part) => part.replace('L', '').trim()).filter((part) => part !== '').map(Number);
  if (shape === undefined || shape.length === 0) throw wrong('it gives no shape');
  const table = tableOf(text, shape);
  if (table === null) throw cloudProblem('cloud/fields', { name: source.name, what: `it is an array of ${shape.join(' × ')}, not of N rows with three or more plain numbers` });
  const { count, stride, layout } = table;
  const found = Math.floor((source.size - bodyAt) / stride);
  if (found < count) throw cloudProblem('cloud/short', { name: source.name, said: count, found });
  if (found > count) throw cloudProblem('cloud/long', { name: source.name, said: count });
  const builder = createCloudBuilder(source.name, layout, count);
  const whole = table.isByColumn ? count * stride : stride;
  if (table.isByColumn && count > 0) builder.take(await source.read(bodyAt, whole), count);
  if (!table.isByColumn) for await (const bytes of piecesOf(source, { from: bodyAt, to: bodyAt + count * stride, stride }, reading)) builder.take(bytes, Math.floor(bytes.length / stride));
  return builder.finish();
}

async function headOf(source: ByteSource): Promise<{ readonly text: string; readonly bodyAt: number }> {
  const start = await source.read(0, 12);
  const wrong = (what: string): Error => cloudProblem('cloud/head', { name: source.name, form: 'NPY', what });
  if (start.length < 10 || MAGIC.some((byte, at) => start[at] !== byte)) throw wrong('its first bytes are other ones');
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const [length, at] = start[6] === 1 ? [view.getUint16(8, true), 10] : [start.length < 12 ? Infinity : view.getUint32(8, true), 12];
  if (at + length > source.size || length > 1 << 20) throw wrong('its head is longer than the file');
  return { text: new TextDecoder().decode(await source.read(at, length)), bodyAt: at + length };
}

interface Table {
  readonly count: number;
  readonly stride: number;
  readonly layout: RecordLayout;
  /** One column after another, as Fortran lays arrays out. */
  readonly isByColumn: boolean;
}

interface Named {
  readonly name: string;
  readonly type: ElementType;
  readonly isBig: boolean;
}

function tableOf(text: string, shape: readonly number[]): Table | null {
  const [count = 0, columns = 0] = shape;
  const isByColumn = /'fortran_order'\s*:\s*True/.test(text) && shape.length > 1;
  const plain = typeOf(/'descr'\s*:\s*'([^']+)'/.exec(text)?.[1] ?? '');
  const fields: readonly (Named | null)[] = plain !== null && shape.length === 2
    ? columnNames(columns).map((name) => ({ name, ...plain }))
    : shape.length === 1 ? [...text.matchAll(/\('([^']+)'\s*,\s*'([^']+)'\s*(,\s*\([^)]*\)\s*)?\)/g)].map(([, name = '', word = '', extra]) => (extra === undefined ? named(name, word) : null)) : [];
  const whole = fields.filter((field) => field !== null);
  if (whole.length < 3 || whole.length !== fields.length || new Set(whole.map(({ isBig }) => isBig)).size > 1) return null;
  const stride = whole.reduce((sum, { type }) => sum + elements[type].width, 0);
  let at = 0;
  const placed = whole.map(({ name, type }): Field => {
    const { width } = elements[type];
    const here = at;
    at += isByColumn ? width * count : width;
    return { type, at: here, stride: isByColumn ? width : stride, per: 1, means: [{ name }] };
  });
  const axes = ['x', 'y', 'z'].map((name) => axisOf(placed.find(({ means }) => means[0]?.name.toLowerCase() === name)));
  const [x, y, z] = axes;
  if (x === null || y === null || z === null || x === undefined || y === undefined || z === undefined) return null;
  const others = placed.filter(({ means }) => !/^[xyz]$/i.test(means[0]?.name ?? ''));
  return { count, stride, isByColumn, layout: { littleEndian: whole[0]?.isBig !== true, axes: [x, y, z], fields: others } };
}

function axisOf(field: Field | undefined): Axis | null {
  if (field === undefined || field.type === 'int64' || field.type === 'uint64') return null;
  return { type: field.type, at: field.at, stride: field.stride, scale: 1, offset: 0 };
}

function named(name: string, word: string): Named | null {
  const type = typeOf(word);
  return type === null ? null : { name, ...type };
}

function typeOf(word: string): { readonly type: ElementType; readonly isBig: boolean } | null {
  const [, order, kind] = /^([<>|=])?([fiub][1248])$/.exec(word) ?? [];
  const type = kind === undefined ? undefined : TYPES[kind];
  return type === undefined ? null : { type, isBig: order === '>' };
}
