import { join } from 'node:path';
import { AppError, errorCode } from '#shared/base/errors.ts';
import { isUuid } from '#shared/base/id.ts';
import type { IndexProgress, Item } from '#shared/bridge/hostContract.ts';
import { itemIdOf, type ProjectId } from '#shared/model/ids.ts';
import type { RemoteItem } from '#shared/sync/messages.ts';
import { insideFolder } from '../files/insideFolder.ts';
import { layoutOf, readFolderFile } from './folderFile.ts';
import { IndexCache, type Facts } from './indexCache.ts';
import type { Manifest } from './manifest.ts';
import type { ProjectFile } from './projectFile.ts';
import { inNaturalOrder } from './naturalOrder.ts';
import { walkFolder, type Found } from './walkFolder.ts';

/** Where the bytes of an item are: in the project's folder, or in the blob store under a hash of the manifest. */
export type Place = { readonly kind: 'file'; readonly folder: string; readonly name: string } | { readonly kind: 'blob'; readonly account: string; readonly remote: RemoteItem };

export interface PlacedItem {
  readonly item: Item;
  readonly place: Place;
}

type Step = Pick<IndexProgress, 'items' | 'skipped'>;

/** Without these the kept list will do: the sign of the sync says that the server is away. */
const AWAY = new Set(['server/unreachable', 'server/busy', 'server/sign-in', 'server/error', 'server/not-sightline']);
/** What follows may take as long as the network likes, so what is known is shown before it. */
const WAIT = 'wait';
type Listed = PlacedItem | { readonly name: string; readonly problem: string } | typeof WAIT;
const FIRST_BATCH = 200;
const BATCH = 1000;

/** The items of one project. Local ones are found by walking its folder, remote ones come from the manifest. */
export class ItemIndex {
  readonly #project: ProjectFile;
  readonly #manifest: Manifest | null;
  readonly #cache: IndexCache;
  readonly #placed = new Map<string, PlacedItem>();
  #whole: Promise<void> | null = null;

  constructor(project: ProjectFile, ownFolder: string, manifest: Manifest | null) {
    this.#project = project;
    this.#manifest = manifest;
    this.#cache = new IndexCache(join(ownFolder, 'index.json'));
  }

  /** Items as they are found, in natural order; the last step is `done`. */
  async *progress(signal: AbortSignal | null): AsyncGenerator<IndexProgress> {
    let step: { items: Item[]; skipped: Step['skipped'] } = { items: [], skipped: [] };
    let found = 0;
    for await (const one of this.#all(signal)) {
      if (one === WAIT) {
        if (step.items.length === 0) continue;
      } else if ('item' in one) {
        step.items.push(one.item);
        found += 1;
      } else step.skipped.push(one);
      if (one !== WAIT && step.items.length < (found <= FIRST_BATCH ? FIRST_BATCH : BATCH)) continue;
      yield { found, done: false, ...step };
      step = { items: [], skipped: [] };
    }
    yield { found, done: true, ...step };
  }

  /** The id of the project these items belong to. */
  get project(): string {
    return this.#project.id;
  }

  /** One item, with its newest facts. Walks the whole folder first when it has not been seen yet. */
  async find(id: string): Promise<PlacedItem> {
    const known = this.#placed.get(id);
    if (known !== undefined) return known;
    this.#whole ??= drain(this.#all(null));
    await this.#whole.finally(() => (this.#whole = null));
    const found = this.#placed.get(id);
    if (found === undefined) throw new AppError('media/missing', 'That picture is not in the project’s folder any more. Index the project again to see what is there.');
    return found;
  }

  /** Everything that is known of an item's file, beside what the window sees. */
  factsOf({ item }: PlacedItem): Facts | null {
    return this.#cache.get(item.name, item);
  }

  /** What was learnt by looking into an item's file. */
  async learn(placed: PlacedItem, learnt: Partial<Facts>): Promise<Item> {
    const { width = placed.item.width, height = placed.item.height, problem = placed.item.problem } = learnt;
    const item = { ...placed.item, width, height, problem };
    this.#placed.set(item.id, { ...placed, item });
    await this.#cache.remember(item.name, item, learnt);
    return item;
  }

  /** The real path of a local item, resolved anew: the folder may have changed since it was listed. */
  async pathOf(place: Extract<Place, { kind: 'file' }>): Promise<string> {
    return insideFolder(place.folder, place.name);
  }

  async close(): Promise<void> {
    await this.#cache.save();
  }

  async *#all(signal: AbortSignal | null): AsyncGenerator<Listed> {
    await this.#cache.load();
    const listed = new Set<string>();
    for await (const one of this.#local(signal)) {
      if ('item' in one) listed.add(one.item.id);
      yield one;
    }
    for await (const one of this.#remote(signal)) {
      if (one === WAIT) {
        yield one;
        continue;
      }
      if ('item' in one && listed.has(one.item.id)) continue;
      if ('item' in one) {
        listed.add(one.item.id);
        this.#placed.set(one.item.id, one);
      }
      yield one;
    }
  }

  async *#local(signal: AbortSignal | null): AsyncGenerator<PlacedItem | { name: string; problem: string }> {
    const { folder, id } = this.#project;
    if (folder === null || !isUuid(id)) return;
    const layout = layoutOf(await readFolderFile(folder));
    const unseen = new Set(layout.sequences);
    for await (const one of walkFolder(folder, layout, signal)) {
      if (one.kind === 'skipped') {
        yield { name: one.name, problem: one.problem };
        continue;
      }
      unseen.delete(one.name);
      const placed: PlacedItem = { item: this.#itemOf(id as ProjectId, one), place: { kind: 'file', folder, name: one.name } };
      this.#placed.set(placed.item.id, placed);
      yield placed;
    }
    for (const name of unseen) yield { name, problem: 'files/missing' };
  }

  async *#remote(signal: AbortSignal | null): AsyncGenerator<Listed> {
    const { account } = this.#project;
    if (this.#manifest === null || account === null) return;
    const known = await this.#manifest.known();
    for (const remote of inNaturalOrder(known, ({ name }) => name)) yield placedRemote(account, remote);
    yield WAIT;
    try {
      for (const remote of inNaturalOrder(await this.#manifest.refresh(signal), ({ name }) => name)) yield placedRemote(account, remote);
    } catch (error) {
      signal?.throwIfAborted();
      if (known.length === 0 || !AWAY.has(errorCode(error))) throw error;
    }
  }

  #itemOf(project: ProjectId, found: Found): Item {
    const { name, media, bytes, modified } = found;
    const facts = this.#cache.get(name, found);
    const problem = bytes === 0 ? 'media/empty' : (facts?.problem ?? null);
    return { id: itemIdOf(project, name), name, media, bytes, modified, width: facts?.width ?? null, height: facts?.height ?? null, problem };
  }
}

function placedRemote(account: string, remote: RemoteItem): PlacedItem {
  const { id, name, media, size, width, height } = remote;
  return { item: { id, name, media, bytes: size, modified: 0, width, height, problem: null }, place: { kind: 'blob', account, remote } };
}

async function drain(all: AsyncIterable<unknown>): Promise<void> {
  for await (const one of all) void one;
}
