import { corruptModel } from './modelFaults.ts';

/** One field of a protobuf message: a number (wire type 0), or bytes (2). Fixed-width fields (1, 5) are bytes too. */
export interface Field {
  readonly number: number;
  readonly value: bigint;
  readonly bytes: Uint8Array;
}

const NO_BYTES = new Uint8Array(0);
const text = new TextDecoder('utf-8');

/** The fields of a protobuf message in the order they were written. Throws `model/corrupt` where the bytes are none. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let [value, shift] = [0n, 0n];
    for (; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) throw corruptModel();
      at += 1;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
    throw corruptModel();
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw corruptModel();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (number === 0) throw corruptModel();
    if (wire === 0) yield { number, value: varint(), bytes: NO_BYTES };
    else if (wire === 1) yield { number, value: 0n, bytes: take(8) };
    else if (wire === 2) yield { number, value: 0n, bytes: take(Number(varint())) };
    else if (wire === 5) yield { number, value: 0n, bytes: take(4) };
    else throw corruptModel();
  }
}

export function textOf({ bytes }: Field): string {
  return text.decode(bytes);
}

/** A signed number, as `int64` fields hold it. */
export function numberOf({ value }: Field): number {
  return Number(BigInt.asIntN(64, value));
}
