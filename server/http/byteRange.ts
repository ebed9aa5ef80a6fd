/** A part of a file, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Reads a `Range` header for a file of `size` bytes: one range, `whole` without or with an unknown one, `none` when outside. */
export function byteRange(header: string | undefined, size: number): ByteRange | 'whole' | 'none' {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (found === null || (found[1] === '' && found[2] === '')) return 'whole';
  const [first, last] = [found[1] ?? '', found[2] ?? ''];
  if (first === '') return last === '0' || size === 0 ? 'none' : { start: Math.max(0, size - Number(last)), end: size - 1 };
  const start = Number(first);
  if (start >= size || (last !== '' && Number(last) < start)) return 'none';
  return { start, end: last === '' ? size - 1 : Math.min(size - 1, Number(last)) };
}
