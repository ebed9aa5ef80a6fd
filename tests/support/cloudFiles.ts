import { joinBytes } from '#shared/base/joinBytes.ts';
import { elements, type ElementType } from '#shared/clouds/elementType.ts';

/** One field of a made cloud; values point after point, `per` a point. */
export interface MadeField {
  readonly name: string;
  readonly type: ElementType;
  readonly per: number;
  readonly values: readonly number[];
}

const PCD_TYPES: Readonly<Record<ElementType, string>> = {
  int8: 'I 1', int16: 'I 2', int32: 'I 4', int64: 'I 8', uint8: 'U 1', uint16: 'U 2', uint32: 'U 4', uint64: 'U 8', float32: 'F 4', float64: 'F 8',
};

export function bytesOf(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))));
}

/** Writes one number in its own width, by the platform's own setters. */
export function writeNumber(view: DataView, at: number, how: { readonly type: ElementType; readonly value: number; readonly littleEndian: boolean }): void {
  const { type, value, littleEndian: little } = how;
  const write: Readonly<Record<ElementType, () => void>> = {
    int8: () => view.setInt8(at, value), uint8: () => view.setUint8(at, value), int16: () => view.setInt16(at, value, little), uint16: () => view.setUint16(at, value, little),
    int32: () => view.setInt32(at, value, little), uint32: () => view.setUint32(at, value, little), float32: () => view.setFloat32(at, value, little),
    float64: () => view.setFloat64(at, value, little), int64: () => view.setBigInt64(at, BigInt(value), little), uint64: () => view.setBigUint64(at, BigInt(value), little),
  };
  write[type]();
}

/** Records one after another, or all of the first field, then all of the second. */
export function recordsOf(fields: readonly MadeField[], count: number, how: { readonly littleEndian?: boolean; readonly byField?: boolean } = {}): Uint8Array {
  const { littleEndian = true, byField = false } = how;
  const width = (field: MadeField): number => elements[field.type].width * field.per;
  const stride = fields.reduce((sum, field) => sum + width(field), 0);
  const bytes = new Uint8Array(stride * count);
  const view = new DataView(bytes.buffer);
  let start = 0;
  for (const field of fields) {
    for (let n = 0; n < count; n += 1) {
      for (let part = 0; part < field.per; part += 1) {
        const at = (byField ? start * count + n * width(field) : n * stride + start) + part * elements[field.type].width;
        writeNumber(view, at, { type: field.type, value: field.values[n * field.per + part] ?? 0, littleEndian });
      }
    }
    start += width(field);
  }
  return bytes;
}

/** LZF of nothing but literals: valid, and never shorter. */
export function literalLzf(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 32) {
    const run = bytes.subarray(at, at + 32);
    parts.push(new Uint8Array([run.length - 1]), run);
  }
  return joinBytes(parts);
}

/** A PCD file of the three kinds. `points` may lie. */
export function pcdFile(fields: readonly MadeField[], count: number, how: { readonly data: 'ascii' | 'binary' | 'binary_compressed'; readonly points?: number; readonly lineEnd?: string }): Uint8Array {
  const { data, points = count, lineEnd = '\n' } = how;
  const said = fields.map((field) => (PCD_TYPES[field.type] ?? '').split(' '));
  const head = [
    '# .PCD v0.7 - Point Cloud Data file format', 'VERSION 0.7', `FIELDS ${fields.map(({ name }) => name).join(' ')}`, `SIZE ${said.map(([, size]) => size).join(' ')}`, `TYPE ${said.map(([type]) => type).join(' ')}`,
    `COUNT ${fields.map(({ per }) => per).join(' ')}`, `WIDTH ${points}`, 'HEIGHT 1', 'VIEWPOINT 0 0 0 1 0 0 0', `POINTS ${points}`, `DATA ${data}`, '',
  ].join(lineEnd);
  if (data === 'binary') return bytesOf(head, recordsOf(fields, count));
  if (data === 'ascii') return bytesOf(head, textRows(fields, count, lineEnd));
  const unpacked = recordsOf(fields, count, { byField: true });
  const packed = literalLzf(unpacked);
  return bytesOf(head, new Uint8Array(new Uint32Array([packed.length, unpacked.length]).buffer), packed);
}

/** Rows of numbers as text, apart by blanks. */
export function textRows(fields: readonly MadeField[], count: number, lineEnd = '\n'): string {
  const rows = Array.from({ length: count }, (_none, n) => fields.flatMap(({ per, values }) => values.slice(n * per, (n + 1) * per)).map((value) => (Number.isNaN(value) ? 'nan' : String(value))).join(' '));
  return rows.map((one) => `${one}${lineEnd}`).join('');
}

const PLY_TYPES: Readonly<Partial<Record<ElementType, string>>> = { int8: 'char', uint8: 'uchar', int16: 'short', uint16: 'ushort', int32: 'int', uint32: 'uint', float32: 'float', float64: 'double' };

/** A PLY file of vertices, with whatever elements before and after them. */
export function plyFile(fields: readonly MadeField[], count: number, how: { readonly form: 'ascii' | 'binary_little_endian' | 'binary_big_endian'; readonly said?: number; readonly before?: { readonly head: string; readonly body: string | Uint8Array }; readonly after?: { readonly head: string; readonly body: string | Uint8Array } }): Uint8Array {
  const { form, said = count, before, after } = how;
  const head = `ply\nformat ${form} 1.0\ncomment made by a test\n${before?.head ?? ''}element vertex ${said}\n${fields.map(({ name, type }) => `property ${PLY_TYPES[type]} ${name}\n`).join('')}${after?.head ?? ''}end_header\n`;
  const body = form === 'ascii' ? textRows(fields, count) : recordsOf(fields, count, { littleEndian: form === 'binary_little_endian' });
  return bytesOf(head, before?.body ?? '', body, after?.body ?? '');
}

/** A LAS file of made records; every byte of a point is drawn by `byteAt`. */
export function lasFile(made: { readonly version: number; readonly format: number; readonly stride: number; readonly count: number; readonly said?: number; readonly extra?: Uint8Array; readonly records: Uint8Array }): Uint8Array {
  const headBytes = made.version >= 14 ? 375 : made.version === 13 ? 235 : 227;
  const head = new Uint8Array(headBytes);
  const view = new DataView(head.buffer);
  head.set(Buffer.from('LASF'));
  head.set([Math.floor(made.version / 10), made.version % 10], 24);
  const vlr = made.extra === undefined ? new Uint8Array(0) : vlrOf(made.extra);
  view.setUint16(94, headBytes, true);
  view.setUint32(96, headBytes + vlr.length, true);
  view.setUint32(100, made.extra === undefined ? 0 : 1, true);
  view.setUint8(104, made.format);
  view.setUint16(105, made.stride, true);
  view.setUint32(107, made.version >= 14 && made.format > 5 ? 0 : (made.said ?? made.count), true);
  for (const [n, scale] of [0.01, 0.01, 0.001].entries()) view.setFloat64(131 + n * 8, scale, true);
  for (const [n, offset] of [500_000, 5_400_000, 100].entries()) view.setFloat64(155 + n * 8, offset, true);
  if (made.version >= 14) view.setBigUint64(247, BigInt(made.said ?? made.count), true);
  return bytesOf(head, vlr, made.records);
}

function vlrOf(body: Uint8Array): Uint8Array {
  const head = new Uint8Array(54);
  head.set(Buffer.from('LASF_Spec'), 2);
  new DataView(head.buffer).setUint16(18, 4, true);
  new DataView(head.buffer).setUint16(20, body.length, true);
  return bytesOf(head, body);
}
