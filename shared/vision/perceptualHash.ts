/** Pixels on a side of the picture that is hashed. */
export const HASH_SIDE = 32;
const KEPT = 8;

/** `basis[u][x]` of a cosine transform over `HASH_SIDE` samples, for the slowest waves but the constant one. */
const basis = Array.from({ length: KEPT }, (_none, u) => Float64Array.from({ length: HASH_SIDE }, (_one, x) => Math.cos(((2 * x + 1) * (u + 1) * Math.PI) / (2 * HASH_SIDE))));

/**
 * What a picture looks like in 64 bits, as 16 hex digits: pictures that look alike differ in few of them. `grey` holds
 * `HASH_SIDE`² values, row by row, of the picture squeezed into a square. The slow waves of both directions, without the
 * constant ones, against their median: brightness and contrast do not count.
 */
export function perceptualHash(grey: ArrayLike<number>): string {
  if (grey.length !== HASH_SIDE * HASH_SIDE) throw new RangeError(`perceptualHash wants ${HASH_SIDE * HASH_SIDE} values`);
  const rows = Array.from({ length: HASH_SIDE }, (_none, y) => basis.map((wave) => dot(wave, (x) => grey[y * HASH_SIDE + x] ?? 0)));
  const waves = basis.flatMap((wave) => basis.map((_one, u) => dot(wave, (y) => rows[y]?.[u] ?? 0)));
  const median = [...waves].sort((a, b) => a - b)[waves.length / 2] ?? 0;
  let hash = '';
  for (let at = 0; at < waves.length; at += 4) hash += waves.slice(at, at + 4).reduce((bits, wave) => bits * 2 + Number(wave >= median), 0).toString(16);
  return hash;
}

function dot(wave: Float64Array, value: (at: number) => number): number {
  let sum = 0;
  for (const [at, weight] of wave.entries()) sum += weight * value(at);
  return sum;
}
