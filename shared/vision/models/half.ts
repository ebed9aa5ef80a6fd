const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Numbers of half precision as their 16 bits (IEEE 754 binary16), nearest value; too large becomes infinite. */
export function toHalf(values: ArrayLike<number>): Uint16Array {
  return Uint16Array.from({ length: values.length }, (_, at) => halfOf(values[at] ?? 0));
}

function halfOf(value: number): number {
  float[0] = value;
  const whole = bits[0] ?? 0;
  const sign = (whole >>> 16) & 0x8000;
  const exponent = ((whole >>> 23) & 255) - 112;
  if (Number.isNaN(value)) return 0x7e00;
  if (exponent >= 31) return sign | 0x7c00;
  // Below the smallest normal number steps are of one size.
  if (exponent <= 0) return sign | Math.round(Math.abs(value) * 2 ** 24);
  // Adding may carry into the exponent, which is then the right one.
  return sign | ((((exponent << 23) | (whole & 0x7fffff)) + 0x1000) >>> 13);
}

/** And back. */
export function fromHalf(halves: ArrayLike<number>): Float32Array {
  return Float32Array.from({ length: halves.length }, (_, at) => {
    const half = halves[at] ?? 0;
    const sign = half & 0x8000 ? -1 : 1;
    const [exponent, rest] = [(half >>> 10) & 31, half & 1023];
    if (exponent === 0) return sign * rest * 2 ** -24;
    if (exponent === 31) return rest === 0 ? sign * Infinity : NaN;
    return sign * (1 + rest / 1024) * 2 ** (exponent - 15);
  });
}
