import type { IndexColumns } from './decoderContract.ts';
import type { FrameIndex } from './frameIndex.ts';

/** An index in a form that travels and is stored: columns of little-endian numbers. */
export function columnsOf({ pts, order, keys, by }: FrameIndex): IndexColumns {
  return { pts: bytesOf(pts), order: bytesOf(order), keys: [...keys], by };
}

/** The index again. Null when its columns do not fit together: a file of ours that something else wrote into. */
export function indexOf({ pts, order, keys, by }: IndexColumns): FrameIndex | null {
  if (pts.length % 8 !== 0 || order.length * 2 !== pts.length) return null;
  // Copied: what came over a line may begin anywhere in its buffer.
  return { pts: new Float64Array(Uint8Array.from(pts).buffer), order: new Int32Array(Uint8Array.from(order).buffer), keys, by };
}

function bytesOf(column: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(column.buffer.slice(column.byteOffset, column.byteOffset + column.byteLength));
}
