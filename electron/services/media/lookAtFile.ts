import { open, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { diskError } from '../files/diskError.ts';
import { isTooLarge } from './mediaProblems.ts';
import { sniff, type MediaType } from './sniff.ts';

/** What the header of a file tells. Width and height are as shown, with the file's orientation applied. */
export interface Looked {
  readonly width: number | null;
  readonly height: number | null;
  readonly problem: string | null;
  readonly mediaType: MediaType;
}

const TAIL_BYTES = 65_536;

/** Looks at the header and the end of a picture; no pixel is decoded. Never fails for what is in the file. */
export async function lookAtPicture(path: string): Promise<Looked> {
  const { head, tail, size } = await endsOf(path);
  const mediaType = sniff(head);
  const nothing = { width: null, height: null, mediaType };
  if (size === 0) return { ...nothing, problem: 'media/empty' };
  if (mediaType === 'image/bmp' || mediaType === 'image/heic' || mediaType.startsWith('video/')) return { ...nothing, problem: 'media/unsupported' };
  const sides = mediaType === 'application/octet-stream' ? null : await sidesOf(path);
  if (sides === null) return { ...nothing, problem: 'media/broken' };
  if (isTooLarge(sides.width, sides.height)) return { ...sides, mediaType, problem: 'media/too-large' };
  return { ...sides, mediaType, problem: isWhole(mediaType, tail) ? null : 'media/broken' };
}

/** What a clip is by its first bytes. Whether it can be shown is the decoder's business: it knows more kinds than we do. */
export async function lookAtClip(path: string): Promise<Looked> {
  if ((await stat(path).catch(() => null))?.isDirectory() === true) return { width: null, height: null, problem: null, mediaType: 'application/octet-stream' };
  const { head, size } = await endsOf(path);
  return { width: null, height: null, problem: size === 0 ? 'media/empty' : null, mediaType: sniff(head) };
}

/** The size of a picture as shown, from its file or its bytes; null when it is none. */
export async function sidesOf(picture: string | Uint8Array): Promise<{ readonly width: number; readonly height: number } | null> {
  try {
    const { width, height, orientation = 1 } = await sharp(picture, { limitInputPixels: false, failOn: 'none' }).metadata();
    if (width < 1 || height < 1) return null;
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return null;
  }
}

/** A picture that was cut off lacks its end mark. Some cameras append data after it, so it is looked for, not expected last. */
function isWhole(mediaType: MediaType, tail: Buffer): boolean {
  if (mediaType === 'image/jpeg') return tail.includes(Buffer.from([0xff, 0xd9]));
  return mediaType !== 'image/png' || tail.includes('IEND');
}

async function endsOf(path: string): Promise<{ readonly head: Uint8Array; readonly tail: Buffer; readonly size: number }> {
  const handle = await open(path, 'r').catch((cause: unknown) => Promise.reject(diskError(cause, path)));
  try {
    const { size } = await handle.stat();
    const head = new Uint8Array(64);
    await handle.read(head, 0, Math.min(64, size), 0);
    const tail = Buffer.alloc(Math.min(TAIL_BYTES, size));
    await handle.read(tail, 0, tail.length, size - tail.length);
    return { head, tail, size };
  } catch (cause) {
    throw diskError(cause, path);
  } finally {
    await handle.close();
  }
}
