import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '#shared/base/ports.ts';
import { pictureTiles } from '#shared/bridge/hostContract.ts';
import { makeOwnFolder, writeDurable } from '../../files/writeDurable.ts';
import { versionOf } from '../fileVersion.ts';
import { mediaProblem } from '../mediaProblems.ts';
import { NewestFirst } from '../newestFirst.ts';
import { markUsed, trimCache } from '../trimCache.ts';
import type { Source } from '../renditions.ts';
import { cutTiles, stoppedFolder, type CutFormat } from './cutTiles.ts';

/** About fifty pictures of a gigapixel each. */
const MOST_BYTES = 20 * 2 ** 30;
/** New pyramids after which it is worth counting again. */
const TRIM_EVERY = 8;

const infoFile = z.object({ format: z.literal('sightline-tiles'), version: z.literal(1), tiles: pictureTiles, kind: z.enum(['jpeg', 'webp', 'png']), depth: z.union([z.literal(8), z.literal(16)]) });
export type Pyramid = z.infer<typeof infoFile> & { readonly folder: string };

interface Build {
  readonly pyramid: Promise<Pyramid>;
  readonly cancel: AbortController;
  readonly listeners: Set<(share: number) => void>;
}

/** Tile pyramids of this profile, one per version of a picture, each cut once however many ask for it. */
export class Pyramids {
  readonly #folder: string;
  readonly #queue = new NewestFirst(1);
  readonly #builds = new Map<string, Build>();
  readonly #known = new Map<string, Pyramid>();
  readonly #clock: Clock;
  /** Enough at the start: what earlier runs left is counted once. */
  #sinceTrim = TRIM_EVERY;

  constructor({ profile, clock }: { readonly profile: string; readonly clock: Clock }) {
    this.#folder = join(profile, 'tiles');
    this.#clock = clock;
  }

  /** The pyramid under a name, if it was cut before. */
  async find(tag: string): Promise<Pyramid | null> {
    const folder = join(this.#folder, tag.slice(0, 2), tag);
    const known = this.#known.get(tag);
    if (known !== undefined) return known;
    const found = await readInfo(folder);
    if (found === null) return null;
    this.#known.set(tag, found);
    await markUsed(folder, this.#clock.now());
    return found;
  }

  /** Cuts a picture unless that was done before. The work stops when everyone who waits for it has gone. */
  async make(source: Source, format: CutFormat, onShare: (share: number) => void): Promise<Pyramid> {
    const tag = await versionOf(source.path);
    const found = await this.find(tag);
    if (found !== null) return found;
    await this.#stopped(tag);
    const build = this.#builds.get(tag) ?? this.#start(tag, source, format);
    build.listeners.add(onShare);
    const leave = (): void => {
      build.listeners.delete(onShare);
      if (build.listeners.size === 0) build.cancel.abort();
    };
    source.signal?.addEventListener('abort', leave, { once: true });
    if (source.signal?.aborted === true) leave();
    try {
      return await build.pyramid;
    } finally {
      source.signal?.removeEventListener('abort', leave);
    }
  }

  /** Stops what is being cut. */
  async close(): Promise<void> {
    const builds = [...this.#builds.values()];
    for (const { cancel } of builds) cancel.abort();
    await Promise.allSettled(builds.map(({ pyramid }) => pyramid));
  }

  /** A cut that everyone has left is still ending; a new one begins after it. */
  async #stopped(tag: string): Promise<void> {
    const build = this.#builds.get(tag);
    if (build?.cancel.signal.aborted === true) await build.pyramid.catch(() => undefined);
  }

  #start(tag: string, source: Source, format: CutFormat): Build {
    const cancel = new AbortController();
    const listeners = new Set<(share: number) => void>();
    const cut = (): Promise<Pyramid> => this.#cut(tag, { ...source, signal: cancel.signal }, { format, onShare: (share) => listeners.forEach((tell) => tell(share)) });
    const pyramid = this.#queue.run(cut, cancel.signal).finally(() => this.#builds.delete(tag));
    const build = { pyramid, cancel, listeners };
    this.#builds.set(tag, build);
    return build;
  }

  async #trim(): Promise<void> {
    this.#sinceTrim += 1;
    if (this.#sinceTrim < TRIM_EVERY) return;
    this.#sinceTrim = 0;
    await trimCache(this.#folder, { mostBytes: MOST_BYTES, spare: (name) => this.#known.has(name) });
  }

  async #cut(tag: string, source: Source, { format, onShare }: { readonly format: CutFormat; readonly onShare: (share: number) => void }): Promise<Pyramid> {
    const parent = join(this.#folder, tag.slice(0, 2));
    const [folder, unfinished] = [join(parent, tag), join(parent, `${tag}.part`)];
    await sweep(this.#folder);
    await this.#trim();
    await makeOwnFolder(unfinished);
    try {
      const cut = await cutTiles({ ...source, folder: unfinished }, format, onShare);
      if ((await versionOf(source.path)) !== tag) throw mediaProblem('media/changed', source.name);
      const info = { format: 'sightline-tiles', version: 1, tiles: { tag, ...cut.tiles }, kind: format.kind, depth: format.depth } as const;
      await writeDurable(join(unfinished, 'info.json'), JSON.stringify(info));
      await rename(unfinished, folder);
      return { ...info, folder };
    } finally {
      for (const left of [unfinished, stoppedFolder(unfinished)]) await rm(left, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

/** What a program that was ended in the middle has left. Only one picture is cut at a time, so nothing here is in use. */
async function sweep(folder: string): Promise<void> {
  const there = await readdir(folder).catch((): string[] => []);
  for (const own of there) {
    const left = (await readdir(join(folder, own)).catch((): string[] => [])).filter((name) => name.includes('.part'));
    for (const name of left) await rm(join(folder, own, name), { recursive: true, force: true });
  }
}

async function readInfo(folder: string): Promise<Pyramid | null> {
  const text = await readFile(join(folder, 'info.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const info = infoFile.safeParse(jsonOf(text));
  return info.success ? { ...info.data, folder } : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
