import type { ByteSource } from '../byteSource.ts';
import { cloudProblem } from '../cloudProblem.ts';
import type { ElementType } from '../elementType.ts';

/** What the head of a LAS file says that is needed to read its points. */
export interface LasHeader {
  /** 10 to 14, for 1.0 to 1.4. */
  readonly version: number;
  /** Point data record format 0 to 10. */
  readonly format: number;
  readonly isPacked: boolean;
  readonly stride: number;
  readonly count: number;
  readonly pointsAt: number;
  readonly scale: readonly [number, number, number];
  readonly offset: readonly [number, number, number];
  readonly extra: readonly ExtraBytes[];
}

/** An attribute that a file adds to its points. */
export interface ExtraBytes {
  readonly name: string;
  readonly type: ElementType;
  readonly per: number;
  readonly scale: number;
  readonly offset: number;
}

const HEAD = 375;
const OLD_HEAD = 227;
/** Bytes of a point by format, without what a file adds. */
export const FORMAT_BYTES: readonly number[] = [20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67];

/** Reads the head and the records before the points, and holds them against the file's size. Throws `cloud/…`. */
export async function readLasHeader(source: ByteSource): Promise<LasHeader> {
  const bytes = await source.read(0, HEAD);
  const wrong = (what: string): Error => cloudProblem('cloud/head', { name: source.name, form: 'LAS', what });
  if (bytes.length < OLD_HEAD || !startsLas(bytes)) throw wrong('its first bytes are other ones, or too few');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(24) * 10 + view.getUint8(25);
  if (version < 10 || version > 14) throw wrong(`version ${view.getUint8(24)}.${view.getUint8(25)} is unknown`);
  if (version === 14 && bytes.length < HEAD) throw wrong('it ends within its head');
  const [headBytes, pointsAt, records, kind, stride] = [view.getUint16(94, true), view.getUint32(96, true), view.getUint32(100, true), view.getUint8(104), view.getUint16(105, true)];
  const format = kind & 63;
  const own = FORMAT_BYTES[format];
  if (own === undefined) throw wrong(`point format ${format} is unknown`);
  if (stride < own) throw wrong(`points of format ${format} take ${own} bytes, but it says ${stride}`);
  if (headBytes < OLD_HEAD || pointsAt < headBytes || pointsAt > source.size) throw wrong('its points would begin outside of the file');
  const triple = (at: number): [number, number, number] => [view.getFloat64(at, true), view.getFloat64(at + 8, true), view.getFloat64(at + 16, true)];
  const [scale, offset] = [triple(131), triple(155)];
  if (![...scale, ...offset].every(Number.isFinite) || scale.includes(0)) throw wrong('its scale or offset is no usable number');
  const extra = await readExtra(source, { at: headBytes, to: pointsAt, records, room: stride - own });
  return { version, format, isPacked: kind >= 128, stride, count: countOf(view, version), pointsAt, scale, offset, extra };
}

export function startsLas(bytes: Uint8Array): boolean {
  return bytes[0] === 0x4c && bytes[1] === 0x41 && bytes[2] === 0x53 && bytes[3] === 0x46;
}

function countOf(view: DataView, version: number): number {
  const old = view.getUint32(107, true);
  return version === 14 ? Number(view.getBigUint64(247, true)) || old : old;
}

/** Extra attributes are described by the record `LASF_Spec` 4; bytes that nobody describes are kept as they are. */
async function readExtra(source: ByteSource, records: { readonly at: number; readonly to: number; readonly records: number; readonly room: number }): Promise<readonly ExtraBytes[]> {
  if (records.room === 0) return [];
  const bytes = await source.read(records.at, Math.min(records.to - records.at, 1 << 24));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: ExtraBytes[] = [];
  for (let at = 0, n = 0; n < records.records && at + RECORD <= bytes.length; n += 1) {
    const length = view.getUint16(at + 20, true);
    if (textAt(bytes, at + 2, 16) === 'LASF_Spec' && view.getUint16(at + 18, true) === 4) {
      for (let one = at + RECORD; one + DESCRIPTION <= Math.min(bytes.length, at + RECORD + length); one += DESCRIPTION) found.push(describedAt(bytes, view, one));
    }
    at += RECORD + length;
  }
  return fitting(found, records.room);
}

const [RECORD, DESCRIPTION] = [54, 192];
const EXTRA_TYPES: readonly ElementType[] = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64'];
const WIDTHS: readonly number[] = [1, 1, 2, 2, 4, 4, 8, 8, 4, 8];
const HAS = { scale: 8, offset: 16 };

/** Types 1 to 10 are one number, 11 to 20 two and 21 to 30 three of the same; 0 is `options` plain bytes. */
function describedAt(bytes: Uint8Array, view: DataView, at: number): ExtraBytes {
  const [kind, options] = [view.getUint8(at + 2), view.getUint8(at + 3)];
  const name = textAt(bytes, at + 4, 32) || 'extra';
  if (kind === 0 || kind > 30) return { name, type: 'uint8', per: Math.max(1, options), scale: 1, offset: 0 };
  const scale = (options & HAS.scale) === 0 ? 1 : view.getFloat64(at + 112, true);
  const offset = (options & HAS.offset) === 0 ? 0 : view.getFloat64(at + 136, true);
  return { name, type: EXTRA_TYPES[(kind - 1) % 10] ?? 'uint8', per: Math.floor((kind - 1) / 10) + 1, scale, offset };
}

/** What is described as far as the points have room for it, then the rest of the room as plain bytes. */
function fitting(described: readonly ExtraBytes[], room: number): readonly ExtraBytes[] {
  const kept: ExtraBytes[] = [];
  let left = room;
  for (const one of described) {
    const bytes = (WIDTHS[EXTRA_TYPES.indexOf(one.type)] ?? 1) * one.per;
    if (bytes > left) break;
    kept.push(one);
    left -= bytes;
  }
  return left === 0 ? kept : [...kept, { name: 'undescribed', type: 'uint8', per: left, scale: 1, offset: 0 }];
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  const text = bytes.subarray(at, at + length);
  const end = text.indexOf(0);
  return new TextDecoder().decode(end === -1 ? text : text.subarray(0, end)).trim();
}
