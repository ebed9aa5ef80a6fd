import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ClipFacts, ClipProgress, ClipTimes, FrameProof } from '#shared/bridge/clipContract.ts';
import { hashFile } from '../blobs/blobStore.ts';
import { diskError } from '../files/diskError.ts';
import { mediaProblem } from '../media/mediaProblems.ts';
import { inNaturalOrder } from '../projects/naturalOrder.ts';
import type { ClipSource, FrameFile } from '../video/clipSource.ts';
import { isCloudName } from './cloudName.ts';

/** Spinning sensors turn ten times a second. */
const RATE = 10;

export interface SweepClipParts {
  /** A folder of sweeps, a folder with such a folder in it, or one cloud. */
  readonly path: string;
  readonly name: string;
  readonly tag: string;
}

/** Point clouds as a clip: each file is a frame, in the natural order of their names. The window reads the files itself. */
export class SweepClip implements ClipSource {
  readonly tag: string;
  readonly #parts: SweepClipParts;
  #folder = '';
  #files: readonly string[] = [];
  #facts: ClipFacts | null = null;

  constructor(parts: SweepClipParts) {
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

  frame(): Promise<never> {
    return Promise.reject(mediaProblem('media/not-yet', this.#parts.name));
  }

  file(frame: number): FrameFile {
    const name = this.#files[frame];
    if (name === undefined) throw mediaProblem('cloud/no-such-frame', this.#parts.name);
    return { path: join(this.#folder, name), name: basename(name) };
  }

  times(from: number, count: number): ClipTimes {
    const times = this.#files.slice(from, from + count).map((_file, at) => (from + at) / RATE);
    return { from, times, keys: times.map((_time, at) => from + at) };
  }

  prove(frames: readonly number[], signal: AbortSignal): Promise<FrameProof[]> {
    return Promise.all(frames.map(async (frame) => ({ frame, pts: null, timebase: [1, RATE] as [number, number], sha256: await hashFile(this.file(frame).path, signal) })));
  }

  framesElsewhere(): Promise<never> {
    return Promise.reject(mediaProblem('media/not-yet', this.#parts.name));
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
    const { path, name, tag } = this.#parts;
    const isFolder = await stat(path).then((facts) => facts.isDirectory(), (cause: unknown) => Promise.reject(diskError(cause, name)));
    this.#folder = isFolder ? path : dirname(path);
    this.#files = isFolder ? await sweepsIn(path, name) : [basename(path)];
    if (this.#files.length === 0) throw mediaProblem('cloud/no-frames', name);
    const frames = this.#files.length;
    return {
      tag, width: 1, height: 1, stored: { width: 1, height: 1 }, pixelAspect: 1, rotation: 0, frames, duration: frames / RATE, rate: RATE, variableRate: false,
      codec: 'clouds', container: isFolder ? 'folder' : 'file', chapters: [], problems: [],
    };
  }
}

/** The clouds of a folder; where it has none itself, those of the folder below it that has most. */
async function sweepsIn(folder: string, name: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((cause: unknown) => Promise.reject(diskError(cause, name)));
  const byFolder = new Map<string, string[]>();
  for (const entry of entries) {
    if (!entry.isFile() || !isCloudName(entry.name)) continue;
    const below = entry.parentPath.slice(folder.length).replace(/^[/\\]/, '');
    byFolder.set(below, [...(byFolder.get(below) ?? []), join(below, entry.name)]);
  }
  const most = byFolder.get('') ?? [...byFolder.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
  return inNaturalOrder(most, (file) => file);
}
