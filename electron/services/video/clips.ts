import { stat } from 'node:fs/promises';
import { errorCode } from '#shared/base/errors.ts';
import { Listeners } from '#shared/base/listeners.ts';
import type { ClipNews } from '#shared/bridge/clipContract.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { folderVersion, versionOf } from '../media/fileVersion.ts';
import type { Looker } from '../media/looker.ts';
import { mediaProblem } from '../media/mediaProblems.ts';
import type { ItemIndex, PlacedItem } from '../projects/itemIndex.ts';
import type { ProjectHub } from '../projects/projectHub.ts';
import { SweepClip } from '../clouds/sweepClip.ts';
import { ClipIndexes } from './clipIndexes.ts';
import type { ClipSource } from './clipSource.ts';
import { newsFeed } from './newsFeed.ts';
import { FileClip } from './fileClip.ts';
import { PictureClip } from './pictureClip.ts';

export interface ClipsParts {
  readonly profile: string;
  readonly hub: ProjectHub;
  readonly looker: Looker;
  /** Starts a decoder process. */
  readonly launchDecoder: () => Promise<Wire>;
}

/** What is wrong with the file itself and stays wrong until the file changes. */
const LASTING: ReadonlySet<string> = new Set(['media/empty', 'media/broken', 'video/no-picture', 'video/no-codec', 'video/no-frames', 'video/too-large', 'video/decoder-lost']);
/** Each running decoder holds some hundred megabytes. */
const MOST_RUNNING = 3;

/** The clips that are open on this machine, each by its item and the version of its file. */
export class Clips {
  readonly #parts: ClipsParts;
  readonly #indexes: ClipIndexes;
  /** Least lately used first. */
  readonly #open = new Map<string, ClipSource>();
  /** By item: news of a clip outlives the version of its file. */
  readonly #news = new Map<string, Listeners<ClipNews>>();

  constructor(parts: ClipsParts) {
    this.#parts = parts;
    this.#indexes = new ClipIndexes(parts.profile);
  }

  /** The clip as its file is now. Opened anew when the file changed. */
  async open(project: string, item: string, signal: AbortSignal): Promise<ClipSource> {
    const { hub, launchDecoder } = this.#parts;
    const index = await hub.index(project);
    const placed = await index.find(item);
    const { name } = placed.item;
    const { path, isFolder, tag } = await this.#place(index, placed, signal);
    const known = this.#open.get(`${project} ${item}`);
    if (known?.tag === tag) return this.#used(`${project} ${item}`, known);
    known?.close();
    const clip = placed.item.media === 'sequence' ? new SweepClip({ path, name, tag }) : isFolder ? new PictureClip({ folder: path, name, tag }) : new FileClip({ path, name, tag, launch: launchDecoder, indexes: this.#indexes, tell: (news) => this.#newsOf(project, item).emit(news) });
    return this.#used(`${project} ${item}`, clip);
  }

  /** Which version of the clip is there; nothing is opened. */
  async versionOf(index: ItemIndex, placed: PlacedItem, signal: AbortSignal): Promise<string> {
    return (await this.#place(index, placed, signal)).tag;
  }

  /** An open clip by the version its frames were numbered in; what is asked of another version is refused. */
  async of(at: { readonly project: string; readonly item: string; readonly tag: string }, signal: AbortSignal): Promise<ClipSource> {
    const known = this.#open.get(`${at.project} ${at.item}`);
    if (known !== undefined && known.tag === at.tag) return this.#used(`${at.project} ${at.item}`, known);
    const clip = await this.open(at.project, at.item, signal);
    if (clip.tag !== at.tag) throw mediaProblem('media/changed', await this.nameOf(at.project, at.item));
    for await (const step of clip.progress(signal)) if (step.clip !== null) break;
    return clip;
  }

  async nameOf(project: string, item: string): Promise<string> {
    return (await (await this.#parts.hub.index(project)).find(item)).item.name;
  }

  /** The clip as soon as a first frame can be shown; its size, or what is wrong with it, becomes part of the item. */
  async first(index: ItemIndex, placed: PlacedItem, signal: AbortSignal): Promise<ClipSource> {
    const { item } = placed;
    try {
      const clip = await this.open(index.project, item.id, signal);
      for await (const step of clip.progress(signal)) {
        if (step.clip === null) continue;
        if (item.width === null) await index.learn(placed, { width: step.clip.width, height: step.clip.height });
        break;
      }
      return clip;
    } catch (error) {
      if (LASTING.has(errorCode(error))) await index.learn(placed, { problem: errorCode(error) });
      throw error;
    }
  }

  /** What happens to a clip while somebody listens. */
  news(project: string, item: string, signal: AbortSignal): AsyncIterable<ClipNews> {
    return newsFeed(this.#newsOf(project, item), signal);
  }

  close(): void {
    for (const clip of this.#open.values()) clip.close();
    this.#open.clear();
  }

  async #place(index: ItemIndex, placed: PlacedItem, signal: AbortSignal): Promise<{ readonly path: string; readonly isFolder: boolean; readonly tag: string }> {
    if (placed.item.media === 'image') throw mediaProblem('media/not-yet', placed.item.name);
    const path = await this.#parts.looker.pathOf(index, placed, signal);
    const isFolder = (await stat(path)).isDirectory();
    return { path, isFolder, tag: isFolder ? await folderVersion(path) : await versionOf(path) };
  }

  #newsOf(project: string, item: string): Listeners<ClipNews> {
    const known = this.#news.get(`${project} ${item}`) ?? new Listeners<ClipNews>();
    this.#news.set(`${project} ${item}`, known);
    return known;
  }

  #used(key: string, clip: ClipSource): ClipSource {
    this.#open.delete(key);
    this.#open.set(key, clip);
    for (const old of [...this.#open.values()].slice(0, -MOST_RUNNING)) old.rest();
    return clip;
  }
}
