import type { ByteSource } from './byteSource.ts';

/** A head of lines, and where the points begin. */
export interface HeadLines {
  readonly lines: readonly string[];
  readonly bodyAt: number;
}

const FIRST = 1 << 16;
const LONGEST = 1 << 20;

/** The lines up to and with the first that `isLast` knows; null when a megabyte holds none. Lines may end in CR LF. */
export async function readHead(source: ByteSource, isLast: (line: string) => boolean): Promise<HeadLines | null> {
  for (let length = FIRST; ; length *= 4) {
    const bytes = await source.read(0, Math.min(length, source.size));
    const head = headIn(bytes, isLast);
    if (head !== null || bytes.length >= source.size || length >= LONGEST) return head;
  }
}

function headIn(bytes: Uint8Array, isLast: (line: string) => boolean): HeadLines | null {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    if (end === -1) return null;
    const line = new TextDecoder().decode(bytes.subarray(at, end)).replace(/\r$/, '');
    lines.push(line);
    at = end + 1;
    if (isLast(line)) return { lines, bodyAt: at };
  }
  return null;
}
