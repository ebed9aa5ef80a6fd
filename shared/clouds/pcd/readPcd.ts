import { piecesOf, restOf, type ByteSource, type Reading } from '../byteSource.ts';
import type { Cloud, Column } from '../cloud.ts';
import { cloudProblem } from '../cloudProblem.ts';
import { elements, type ElementType } from '../elementType.ts';
import { readHead } from '../headText.ts';
import { createCloudBuilder, type Axis, type Field, type RecordLayout } from '../recordCloud.ts';
import { readTextCloud, rowStride } from '../textCloud.ts';
import { mostUnpacked, unpackLzf } from './lzf.ts';
import { isDataLine, readPcdHeader, type PcdField, type PcdHeader } from './pcdHeader.ts';

/**
 * Reads PCD 0.6 and 0.7: ascii, binary, binary_compressed, any fields. Padding (`_`) is left out, packed colours come
 * as whole numbers 0xAARRGGBB in a column of their name. Throws `cloud/…` with the file's name.
 */
export async function readPcd(source: ByteSource, reading: Reading = {}): Promise<Cloud> {
  const head = await readHead(source, isDataLine);
  if (head === null) throw cloudProblem('cloud/head', { name: source.name, form: 'PCD', what: 'no line says what DATA it holds' });
  const header = readPcdHeader(source.name, head.lines);
  if (header.stride === 0) throw cloudProblem('cloud/head', { name: source.name, form: 'PCD', what: 'its points have no bytes' });
  if (header.data === 'ascii') return readAscii(source, { header, bodyAt: head.bodyAt, line: head.lines.length + 1 }, reading);
  return header.data === 'binary' ? readBinary(source, header, { bodyAt: head.bodyAt, reading }) : readCompressed(source, header, { bodyAt: head.bodyAt, reading });
}

interface Body {
  readonly bodyAt: number;
  readonly reading: Reading;
}

async function readBinary(source: ByteSource, header: PcdHeader, { bodyAt, reading }: Body): Promise<Cloud> {
  const { points, stride } = header;
  const found = Math.floor((source.size - bodyAt) / stride);
  if (found < points) throw cloudProblem('cloud/short', { name: source.name, said: points, found });
  if (found > points && !(await isPageEnd(source, bodyAt + points * stride))) throw cloudProblem('cloud/long', { name: source.name, said: points });
  const builder = createCloudBuilder(source.name, layoutOf(source.name, header, rowsOf(header)), points);
  for await (const bytes of piecesOf(source, { from: bodyAt, to: bodyAt + points * stride, stride }, reading)) builder.take(bytes, Math.floor(bytes.length / stride));
  return builder.finish();
}

/** The largest memory page there is. Writers that map their file leave the rest of its last page behind, as zeros. */
const PAGE = 1 << 16;

async function isPageEnd(source: ByteSource, from: number): Promise<boolean> {
  return source.size - from < PAGE && (await source.read(from, PAGE)).every((byte) => byte === 0);
}

/** All values of the first field, then all of the second, packed together. */
async function readCompressed(source: ByteSource, header: PcdHeader, { bodyAt, reading }: Body): Promise<Cloud> {
  const { points, stride } = header;
  const size = points * stride;
  const body = await restOf(source, bodyAt, reading);
  if (points > 0 && body.length < 8) throw cloudProblem('cloud/short', { name: source.name, said: points, found: 0 });
  const sizes = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const [packed, unpacked] = points === 0 ? [0, 0] : [sizes.getUint32(0, true), sizes.getUint32(4, true)];
  if (packed > body.length - 8 && points > 0) throw cloudProblem('cloud/short', { name: source.name, said: points, found: 'a part of them' });
  if (unpacked !== size || size > mostUnpacked(packed)) throw cloudProblem('cloud/head', { name: source.name, form: 'PCD', what: `${points} points need ${size} bytes, but its packed part says ${unpacked}` });
  const builder = createCloudBuilder(source.name, layoutOf(source.name, header, columnsOf(header)), points);
  const bytes = unpackLzf(body.subarray(8, 8 + packed), size);
  if (bytes === null) throw cloudProblem('cloud/packed', { name: source.name });
  if (points > 0) builder.take(bytes, points);
  return builder.finish();
}

async function readAscii(source: ByteSource, body: { readonly header: PcdHeader; readonly bodyAt: number; readonly line: number }, reading: Reading): Promise<Cloud> {
  const { header } = body;
  const columns = header.fields.reduce((sum, field) => sum + field.per, 0);
  const layout = layoutOf(source.name, header, numbersOf(header, columns));
  const cloud = await readTextCloud(source, { bodyAt: body.bodyAt, count: header.points, layout, form: { name: source.name, columns, separator: null, line: body.line, single: header.fields.flatMap((field) => Array.from({ length: field.per }, () => field.type === 'float32')) }, endsFile: true }, reading);
  return { ...cloud, columns: cloud.columns.map((column) => (isPacked(column.name) ? packedText(column) : column)) };
}

interface Placed extends PcdField {
  readonly at: number;
  readonly stride: number;
  readonly store?: ElementType;
}

function rowsOf(header: PcdHeader): readonly Placed[] {
  return placed(header, (field) => elements[field.type].width * field.per, () => header.stride);
}

function columnsOf(header: PcdHeader): readonly Placed[] {
  return placed(header, (field) => elements[field.type].width * field.per * header.points, (field) => elements[field.type].width * field.per);
}

/** Parsed text is rows of doubles, kept in the width the head names; 64-bit whole numbers stay doubles. */
function numbersOf(header: PcdHeader, columns: number): readonly Placed[] {
  const rows = placed(header, (field) => rowStride(field.per), () => rowStride(columns));
  return rows.map((field): Placed => {
    const isWide = field.type === 'int64' || field.type === 'uint64' || isPacked(field.name);
    return { ...field, type: 'float64', store: isWide ? 'float64' : field.type };
  });
}

function placed(header: PcdHeader, room: (field: PcdField) => number, stride: (field: PcdField) => number): readonly Placed[] {
  let at = 0;
  return header.fields.map((field) => {
    const here = { ...field, at, stride: stride(field) };
    at += room(field);
    return here;
  });
}

function layoutOf(name: string, header: PcdHeader, fields: readonly Placed[]): RecordLayout {
  const axis = (wanted: string): Axis => {
    const field = fields.find((one) => one.name.toLowerCase() === wanted && one.per === 1);
    if (field === undefined || field.type === 'int64' || field.type === 'uint64') throw cloudProblem('cloud/fields', { name, what: `it has no field ${wanted} (it has ${header.fields.map((one) => one.name).join(', ')})` });
    return { type: field.type, at: field.at, stride: field.stride, scale: 1, offset: 0 };
  };
  const others = fields.filter((field) => field.per > 0 && field.name !== '_' && !/^[xyz]$/i.test(field.name));
  return { littleEndian: true, axes: [axis('x'), axis('y'), axis('z')], fields: others.map(fieldOf) };
}

function fieldOf({ name, type, at, stride, per, store }: Placed): Field {
  const asBits = isPacked(name) && type === 'float32' ? 'uint32' : type;
  return { type: asBits, at, stride, per, means: [{ name }], ...(store === undefined ? {} : { store }) };
}

/** Colours are whole numbers whose bits many files call a float. */
function isPacked(name: string): boolean {
  return /^rgba?$/i.test(name);
}

/** In text a packed colour is written as the whole number, or as the float with the same bits. */
function packedText(column: Column): Column {
  const numbers = column.values as Float64Array;
  const isWhole = numbers.every((value) => Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff);
  return { ...column, values: isWhole ? Uint32Array.from(numbers) : new Uint32Array(Float32Array.from(numbers).buffer) };
}
