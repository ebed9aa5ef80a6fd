import { crc32 } from 'node:zlib';

/**
 * Records of the server's journal on disk: length, check sum, body. A torn tail is what a power cut leaves and is cut
 * off; whole records in front of it stand.
 */
const HEAD = 8;
const LONGEST = 64 * 1024 * 1024;

export function frame(body: string): Buffer {
  const bytes = Buffer.from(body, 'utf8');
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(bytes.length, 0);
  head.writeUInt32LE(crc32(bytes), 4);
  return Buffer.concat([head, bytes]);
}

export interface Unframed {
  readonly bodies: readonly string[];
  /** Where the whole records end. */
  readonly good: number;
}

export function unframe(file: Buffer): Unframed {
  const bodies: string[] = [];
  let at = 0;
  while (at + HEAD <= file.length) {
    const length = file.readUInt32LE(at);
    const end = at + HEAD + length;
    if (length > LONGEST || end > file.length) break;
    const bytes = file.subarray(at + HEAD, end);
    if (crc32(bytes) !== file.readUInt32LE(at + 4)) break;
    bodies.push(bytes.toString('utf8'));
    at = end;
  }
  return { bodies, good: at };
}
