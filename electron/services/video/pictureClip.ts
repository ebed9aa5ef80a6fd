import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { LUMA_MEDIA_TYPE, type LumaPart } from '#shared/bridge/clipFrame.ts';
import type { ClipFacts, ClipProgress, ClipTimes, FrameProof } from '#shared/bridge/clipContract.ts';
import { hashFile } from '../blobs/blobStore.ts';
import { diskError } from '../files/diskError.ts';
import { mediaProblem } from '../media/mediaProblems.ts';
import { isShownByBrowsers, sniff } from '../media/sniff.ts';
import { mediaOfName } from '../projects/mediaOfName.ts';
import { inNaturalOrder } from '../projects/naturalOrder.ts';
import type { ClipSource, FrameAnswer } from './clipSource.ts';
import type { FrameForm, ReviewSource } from './decoderContract.ts';
import { reducedLuma } from './lumaPart.ts';

/** Pictures have no times; this many a second is what a player would show. */
const RATE = 10;

export interface PictureClipParts {
  readonly folder: string;
  readonly name: string;
  readonly tag: string;
}

/** A folder of numbered pictures as a clip: each file is a frame, in the natural order of their names. */
export class PictureClip implements ClipSource {
  readonly tag: string;
  readonly #parts: PictureClipParts;
  #files: readonly string[] = [];
  #facts: ClipFacts | null = null;

  constructor(parts: PictureClipParts) {
    this.tag = parts.tag;
    this.#parts = parts;
  }

  get facts(): ClipFacts | null {
    return this.#facts;
  }

  async *progress(): AsyncGenerator<ClipProgress> {
    this.#facts ??= await this.#look();
    yield { share: 1, done: true, clip: this.#facts };
  }

  async frame(frame: number, as: FrameForm, signal: AbortSignal): Promise<FrameAnswer> {
    const path = this.#pathOf(frame);
    const bytes = new Uint8Array(await readFile(path, { signal }).catch((cause: unknown) => Promise.reject(diskError(cause, path))));
    const mediaType = sniff(bytes);
    try {
      if (as.form === 'preview') return { bytes: new Uint8Array(await sharp(bytes).autoOrient().resize(as.side, as.side, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 80 }).toBuffer()), mediaType: 'image/jpeg' };
      if (as.form === 'luma') return { bytes: await lumaPartOfPicture(bytes, as.part), mediaType: LUMA_MEDIA_TYPE };
      if (isShownByBrowsers(mediaType)) return { bytes, mediaType };
      return { bytes: new Uint8Array(await sharp(bytes).autoOrient().png({ compressionLevel: 1 }).toBuffer()), mediaType: 'image/png' };
    } catch {
      throw mediaProblem('media/broken', this.#files[frame] ?? this.#parts.name);
    }
  }

  times(from: number, count: number): ClipTimes {
    const times = this.#files.slice(from, from + count).map((_file, at) => (from + at) / RATE);
    return { from, times, keys: times.map((_time, at) => from + at) };
  }

  prove(frames: readonly number[], signal: AbortSignal): Promise<FrameProof[]> {
    return Promise.all(frames.map(async (frame) => ({ frame, pts: null, timebase: [1, RATE] as [number, number], sha256: await hashFile(this.#pathOf(frame), signal) })));
  }

  async framesElsewhere(): Promise<ReviewSource> {
    this.#facts ??= await this.#look();
    return { pictures: this.#files.map((file) => join(this.#parts.folder, file)) };
  }

  travel(): void {
    // Files are read as fast as they are asked for.
  }

  rest(): void {
    // Nothing runs.
  }

  close(): void {
    // Nothing is open.
  }

  async #look(): Promise<ClipFacts> {
    const { folder, name, tag } = this.#parts;
    const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => Promise.reject(diskError(cause, folder)));
    this.#files = inNaturalOrder(entries.filter((entry) => entry.isFile() && mediaOfName(entry.name) === 'image').map((entry) => entry.name), (file) => file);
    const [first] = this.#files;
    if (first === undefined) throw mediaProblem('video/no-frames', name);
    const { autoOrient: { width, height } } = await sharp(join(folder, first)).metadata().catch(() => Promise.reject(mediaProblem('media/broken', first)));
    return {
      tag, width, height, stored: { width, height }, pixelAspect: 1, rotation: 0, frames: this.#files.length, duration: this.#files.length / RATE, rate: RATE, variableRate: false,
      codec: 'pictures', container: 'folder', chapters: [], problems: gapsIn(this.#files),
    };
  }

  #pathOf(frame: number): string {
    const file = this.#files[frame];
    if (file === undefined) throw mediaProblem('video/no-frames', this.#parts.name);
    return join(this.#parts.folder, file);
  }
}

async function lumaPartOfPicture(bytes: Uint8Array, part: LumaPart): Promise<Uint8Array<ArrayBuffer>> {
  const { data, info: { width, height } } = await sharp(bytes).autoOrient().removeAlpha().toColourspace('b-w').extractChannel(0).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return reducedLuma({ bytes: data, width, height }, part);
}

/** Where the numbering of files leaves some out: the frame after the first gap is told, since things will seem to jump there. */
function gapsIn(files: readonly string[]): ClipFacts['problems'] {
  const numbers = files.map((file) => Number(/(\d+)\D*$/.exec(file)?.[1] ?? NaN));
  const at = numbers.findIndex((number, frame) => frame > 0 && number - (numbers[frame - 1] ?? NaN) > 1);
  return at === -1 ? [] : [{ code: 'video/gap-in-numbers', frame: at }];
}
