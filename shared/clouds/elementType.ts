import type { Values } from './cloud.ts';

/** The numbers that records are made of. */
export type ElementType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32' | 'float64' | 'int64' | 'uint64';

type WideValues = BigInt64Array | BigUint64Array;
type NumberValues = Exclude<Values, WideValues>;

interface Element {
  readonly width: number;
  readonly make: (length: number) => Values;
}

export const elements: Readonly<Record<ElementType, Element>> = {
  int8: { width: 1, make: (length) => new Int8Array(length) },
  uint8: { width: 1, make: (length) => new Uint8Array(length) },
  int16: { width: 2, make: (length) => new Int16Array(length) },
  uint16: { width: 2, make: (length) => new Uint16Array(length) },
  int32: { width: 4, make: (length) => new Int32Array(length) },
  uint32: { width: 4, make: (length) => new Uint32Array(length) },
  float32: { width: 4, make: (length) => new Float32Array(length) },
  float64: { width: 8, make: (length) => new Float64Array(length) },
  int64: { width: 8, make: (length) => new BigInt64Array(length) },
  uint64: { width: 8, make: (length) => new BigUint64Array(length) },
};

/** Where one number of the records lies in a run of bytes. */
export interface Strided {
  readonly type: ElementType;
  readonly littleEndian: boolean;
  /** Byte of the first one, and bytes from one to the next. */
  readonly at: number;
  readonly stride: number;
}

/** Where copied numbers go: places `first`, `first + step`, … of `values`. */
export interface Target {
  readonly values: Values;
  readonly first: number;
  readonly step: number;
}

/**
 * Copies `count` numbers. One loop for each type, since a loop that calls a getter by name is several times slower:
 * the engine compiles each of these to plain loads and stores.
 */
export function copyStrided(view: DataView, from: Strided, to: Target & { readonly count: number }): void {
  const { at, stride, littleEndian: little } = from;
  const { first, step, count } = to;
  const [values, wide] = [to.values as NumberValues, to.values as WideValues];
  const end = first + count * step;
  let p = at;
  switch (from.type) {
    case 'int8': for (let n = first; n < end; n += step, p += stride) values[n] = view.getInt8(p); return;
    case 'uint8': for (let n = first; n < end; n += step, p += stride) values[n] = view.getUint8(p); return;
    case 'int16': for (let n = first; n < end; n += step, p += stride) values[n] = view.getInt16(p, little); return;
    case 'uint16': for (let n = first; n < end; n += step, p += stride) values[n] = view.getUint16(p, little); return;
    case 'int32': for (let n = first; n < end; n += step, p += stride) values[n] = view.getInt32(p, little); return;
    case 'uint32': for (let n = first; n < end; n += step, p += stride) values[n] = view.getUint32(p, little); return;
    case 'float32': for (let n = first; n < end; n += step, p += stride) values[n] = view.getFloat32(p, little); return;
    case 'float64': for (let n = first; n < end; n += step, p += stride) values[n] = view.getFloat64(p, little); return;
    case 'int64': for (let n = first; n < end; n += step, p += stride) wide[n] = view.getBigInt64(p, little); return;
    case 'uint64': for (let n = first; n < end; n += step, p += stride) wide[n] = view.getBigUint64(p, little); return;
  }
}
