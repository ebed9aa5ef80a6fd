import { memoryLimit } from './cloudProblem.ts';

/** A file that is read in pieces: from a disk, an address or memory. */
export interface ByteSource {
  readonly name: string;
  /** Bytes in all. */
  readonly size: number;
  /** The bytes from `from` on, `length` of them or what there is. They may be kept but not written to. */
  read(from: number, length: number): Promise<Uint8Array>;
}

/** How a reader is watched and stopped. */
export interface Reading {
  readonly signal?: AbortSignal;
  /** Told after every piece, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** A file that is in memory already. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return { name, size: bytes.length, read: async (from, length) => bytes.subarray(from, Math.min(bytes.length, from + length)) };
}

const PIECE = 8 << 20;

/**
 * The bytes from `from` to `to` in pieces of whole records of `stride` bytes. Never more than one piece is held here.
 * The last piece may be shorter, where the file is.
 */
export async function* piecesOf(source: ByteSource, span: { readonly from: number; readonly to: number; readonly stride: number }, reading: Reading): AsyncGenerator<Uint8Array> {
  const step = Math.max(1, Math.floor(PIECE / span.stride)) * span.stride;
  for (let at = span.from; at < span.to; at += step) {
    reading.signal?.throwIfAborted();
    yield await source.read(at, Math.min(step, span.to - at));
    reading.onProgress?.(Math.min(1, (at + step - span.from) / (span.to - span.from)));
  }
}

/** All bytes from `from` on, for forms that cannot be read in pieces. */
export async function restOf(source: ByteSource, from: number, reading: Reading): Promise<Uint8Array> {
  if (source.size - from > 0x7fff_ffff) throw memoryLimit(source.name);
  reading.signal?.throwIfAborted();
  return source.read(from, source.size - from);
}
