/**
 * Unpacks LZF into `size` bytes; null when the packed bytes do not give exactly that. A control byte below 32 is a run
 * of literals, any other a copy from up to 8 KiB back.
 */
export function unpackLzf(packed: Uint8Array, size: number): Uint8Array | null {
  const bytes = new Uint8Array(size);
  let [from, to] = [0, 0];
  while (from < packed.length) {
    const control = packed[from++] as number;
    if (control < 32) {
      const end = from + control + 1;
      if (end > packed.length || to + control + 1 > size) return null;
      while (from < end) bytes[to++] = packed[from++] as number;
      continue;
    }
    let length = control >> 5;
    if (length === 7) length += packed[from++] ?? 0;
    if (from >= packed.length) return null;
    let back = to - ((control & 31) << 8) - (packed[from++] as number) - 1;
    const end = to + length + 2;
    if (back < 0 || end > size) return null;
    // Byte by byte: a copy may reach into what it writes.
    while (to < end) bytes[to++] = bytes[back++] as number;
  }
  return to === size ? bytes : null;
}

/** The most bytes that `packed` bytes can unpack to: three bytes say 264. */
export function mostUnpacked(packed: number): number {
  return packed * 88 + 264;
}
