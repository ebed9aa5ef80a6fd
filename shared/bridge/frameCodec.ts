import { AppError } from '../base/errors.ts';
import { joinBytes } from '../base/joinBytes.ts';
import { frameOf } from './frame.ts';
import type { Frame } from './service.ts';

/**
 * One frame as one binary message: sockets carry bytes, and JSON alone would make text of every picture.
 *
 *     u32 length of the JSON | u32 number of parts | u32 length of each part | JSON | part | part ...
 *
 * Little endian; the JSON and every part begin at a multiple of eight, so that a part can be read in place. Byte
 * arrays leave a hole in the JSON, `{ "\0": n }`; a real key that begins with `\0` gets one more in front.
 */
const ALIGN = 8;
const HOLE = '\0';
const PADDING = new Uint8Array(ALIGN);

export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  return joinBytes(framePieces(frame));
}

/** The message in pieces that follow each other: byte arrays are the frame's own, not copies. */
export function framePieces(frame: Frame): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  const json = new TextEncoder().encode(JSON.stringify(withHoles(frame, parts)));
  const start = aligned(8 + parts.length * 4);
  const head = new Uint8Array(start + json.length);
  const view = new DataView(head.buffer);
  view.setUint32(0, json.length, true);
  view.setUint32(4, parts.length, true);
  parts.forEach((part, at) => view.setUint32(8 + at * 4, part.length, true));
  head.set(json, start);
  const pieces: Uint8Array[] = [head];
  let end = head.length;
  for (const part of parts) {
    const offset = aligned(end);
    pieces.push(PADDING.subarray(0, offset - end), part);
    end = offset + part.length;
  }
  return pieces;
}

/** The frame in a message; refuses what is not one. Byte parts are views of the message, not copies. */
export function decodeFrame(message: Uint8Array): Frame {
  const parts = partsOf(message);
  const frame = frameOf(filled(parts.json, parts.bytes));
  if (frame === null) throw broken();
  return frame;
}

function partsOf(message: Uint8Array): { readonly json: string; readonly bytes: readonly Uint8Array[] } {
  if (message.length < 8) throw broken();
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const count = view.getUint32(4, true);
  if (count > (message.length - 8) / 4) throw broken();
  let end = aligned(8 + count * 4);
  const cut = (length: number): Uint8Array => {
    const offset = aligned(end);
    end = offset + length;
    if (end > message.length) throw broken();
    return message.subarray(offset, end);
  };
  const json = cut(view.getUint32(0, true));
  const bytes = Array.from({ length: count }, (_, at) => cut(view.getUint32(8 + at * 4, true)));
  if (end !== message.length) throw broken();
  return { json: decodeText(json), bytes };
}

function decodeText(json: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(json);
  } catch {
    throw broken();
  }
}

/** A copy with byte arrays cut out; the value itself when there is nothing to cut. */
function withHoles(value: unknown, parts: Uint8Array[]): unknown {
  if (value instanceof Uint8Array) return { [HOLE]: parts.push(value) - 1 };
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => withHoles(part, parts));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key.startsWith(HOLE) ? HOLE + key : key, withHoles(part, parts)]));
}

function filled(json: string, parts: readonly Uint8Array[]): unknown {
  const value: unknown = parseJson(json);
  return json.includes('\\u0000') ? withoutHoles(value, parts) : value;
}

function withoutHoles(value: unknown, parts: readonly Uint8Array[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => withoutHoles(part, parts));
  const entries = Object.entries(value);
  const [first] = entries;
  if (first !== undefined && first[0] === HOLE) return partAt(first[1], parts);
  return Object.fromEntries(entries.map(([key, part]) => [key.startsWith(HOLE) ? key.slice(1) : key, withoutHoles(part, parts)]));
}

function partAt(index: unknown, parts: readonly Uint8Array[]): Uint8Array {
  const part = typeof index === 'number' ? parts[index] : undefined;
  if (part === undefined) throw broken();
  return part;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw broken();
  }
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGN) * ALIGN;
}

function broken(): AppError {
  return new AppError('bridge/broken-frame', 'A message inside Sightline was damaged. Restart Sightline, so that all its parts are of one version.');
}
