import { piecesOf, restOf, type ByteSource, type Reading } from '../byteSource.ts';
import type { Cloud } from '../cloud.ts';
import { cloudProblem } from '../cloudProblem.ts';
import { elements, type ElementType } from '../elementType.ts';
import { readHead, type HeadLines } from '../headText.ts';
import { createCloudBuilder, type Axis, type Field, type RecordLayout } from '../recordCloud.ts';
import { readTextCloud, rowStride } from '../textCloud.ts';
import { isEndOfHead, readPlyHeader, type PlyElement, type PlyHeader } from './plyHeader.ts';

/** Reads the vertices of a PLY file, text or binary of either endianness; what else it holds is walked over. Throws `cloud/…`. */
export async function readPly(source: ByteSource, reading: Reading = {}): Promise<Cloud> {
  const head = await readHead(source, isEndOfHead);
  if (head === null) throw cloudProblem('cloud/head', { name: source.name, form: 'PLY', what: 'its head has no end' });
  const header = readPlyHeader(source.name, head.lines);
  const place = header.elements.findIndex(({ name }) => name === 'vertex');
  const vertices = header.elements[place];
  if (vertices === undefined) throw cloudProblem('cloud/fields', { name: source.name, what: 'it has no element vertex' });
  if (vertices.stride === null) throw cloudProblem('cloud/unread', { name: source.name, what: 'a list in every vertex', help: 'Export it with single numbers.' });
  const body = { source, header, head, vertices, before: header.elements.slice(0, place), isLast: place === header.elements.length - 1 };
  return header.form === 'ascii' ? readAscii(body, reading) : readBinary(body, vertices.stride, reading);
}

interface Body {
  readonly source: ByteSource;
  readonly header: PlyHeader;
  readonly head: HeadLines;
  readonly vertices: PlyElement;
  readonly before: readonly PlyElement[];
  readonly isLast: boolean;
}

async function readBinary(body: Body, stride: number, reading: Reading): Promise<Cloud> {
  const { source, vertices, header } = body;
  const littleEndian = header.form === 'binary_little_endian';
  const from = await skipBinary(body, littleEndian, reading);
  const found = stride === 0 ? 0 : Math.floor((source.size - from) / stride);
  if (found < vertices.count) throw cloudProblem('cloud/short', { name: source.name, said: vertices.count, found: Math.max(0, found) });
  if (body.isLast && found > vertices.count) throw cloudProblem('cloud/long', { name: source.name, said: vertices.count });
  const builder = createCloudBuilder(source.name, layoutOf(source.name, vertices, { littleEndian, stride, isText: false }), vertices.count);
  for await (const bytes of piecesOf(source, { from, to: from + vertices.count * stride, stride }, reading)) builder.take(bytes, Math.floor(bytes.length / stride));
  return builder.finish();
}

/** Where the vertices begin: past elements of fixed size by multiplying, past lists by walking them. */
async function skipBinary(body: Body, littleEndian: boolean, reading: Reading): Promise<number> {
  let at = body.head.bodyAt;
  for (const element of body.before) {
    if (element.stride !== null) at += element.stride * element.count;
    else at = walkLists(await restOf(body.source, 0, reading), element, { at, littleEndian, name: body.source.name });
  }
  return at;
}

function walkLists(bytes: Uint8Array, element: PlyElement, from: { readonly at: number; readonly littleEndian: boolean; readonly name: string }): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let { at } = from;
  for (let n = 0; n < element.count; n += 1) {
    for (const { type, lengthType } of element.properties) {
      const { width } = elements[lengthType ?? type];
      if (at + width > bytes.length) throw cloudProblem('cloud/short', { name: from.name, said: element.count, found: n });
      const length = lengthType === null ? 0 : lengthAt(view, at, { type: lengthType, littleEndian: from.littleEndian });
      at += width + length * elements[type].width;
    }
  }
  return at;
}

function lengthAt(view: DataView, at: number, how: { readonly type: ElementType; readonly littleEndian: boolean }): number {
  const { width } = elements[how.type];
  if (width === 1) return view.getUint8(at);
  return width === 2 ? view.getUint16(at, how.littleEndian) : view.getUint32(at, how.littleEndian);
}

async function readAscii(body: Body, reading: Reading): Promise<Cloud> {
  const { source, vertices } = body;
  const columns = vertices.properties.length;
  const skipped = body.before.reduce((sum, { count }) => sum + count, 0);
  const bodyAt = skipped === 0 ? body.head.bodyAt : await skipLines(body, skipped, reading);
  const layout = layoutOf(source.name, vertices, { littleEndian: true, stride: rowStride(columns), isText: true });
  const single = vertices.properties.map(({ type }) => type === 'float32');
  const form = { name: source.name, columns, separator: null, line: body.head.lines.length + skipped + 1, single };
  return readTextCloud(source, { bodyAt, count: vertices.count, layout, form, endsFile: body.isLast }, reading);
}

async function skipLines(body: Body, lines: number, reading: Reading): Promise<number> {
  const bytes = await restOf(body.source, body.head.bodyAt, reading);
  let at = 0;
  for (let n = 0; n < lines; n += 1) {
    at = bytes.indexOf(10, at) + 1;
    if (at === 0) throw cloudProblem('cloud/short', { name: body.source.name, said: body.vertices.count, found: 0 });
  }
  return body.head.bodyAt + at;
}

interface How {
  readonly littleEndian: boolean;
  readonly stride: number;
  readonly isText: boolean;
}

function layoutOf(name: string, vertices: PlyElement, how: How): RecordLayout {
  let at = 0;
  const fields = vertices.properties.map((property): Field => {
    const here = at;
    at += how.isText ? rowStride(1) : elements[property.type].width;
    const isWide = property.type === 'int64' || property.type === 'uint64';
    const stored: Pick<Field, 'type' | 'store'> = how.isText ? { type: 'float64', store: isWide ? 'float64' : property.type } : { type: property.type };
    return { ...stored, at: here, stride: how.stride, per: 1, means: [{ name: property.name }] };
  });
  const axis = (wanted: string): Axis => {
    const field = fields.find(({ means }) => means[0]?.name.toLowerCase() === wanted);
    if (field === undefined || field.type === 'int64' || field.type === 'uint64') throw cloudProblem('cloud/fields', { name, what: `its vertices have no ${wanted}` });
    return { type: field.type, at: field.at, stride: field.stride, scale: 1, offset: 0 };
  };
  return { littleEndian: how.littleEndian, axes: [axis('x'), axis('y'), axis('z')], fields: fields.filter(({ means }) => !/^[xyz]$/i.test(means[0]?.name ?? '')) };
}
