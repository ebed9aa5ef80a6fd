import { errorCode } from '#shared/base/errors.ts';
import type { Item } from '#shared/bridge/hostContract.ts';
import type { FetchBlob } from '../blobs/blobsService.ts';
import type { BlobStore } from '../blobs/blobStore.ts';
import type { ItemIndex, PlacedItem } from '../projects/itemIndex.ts';
import { lookAtClip, lookAtPicture } from './lookAtFile.ts';
import { mediaProblem } from './mediaProblems.ts';

/** Finds the bytes of items, here or on the server, and tells what they are. */
export class Looker {
  readonly #blobs: BlobStore;
  readonly #fetchBlob: FetchBlob;

  constructor(blobs: BlobStore, fetchBlob: FetchBlob) {
    this.#blobs = blobs;
    this.#fetchBlob = fetchBlob;
  }

  /** The real path of an item's bytes, fetched first when they are on the server only. */
  async pathOf(index: ItemIndex, { item, place }: PlacedItem, signal: AbortSignal | null): Promise<string> {
    if (place.kind === 'file') return index.pathOf(place);
    const { sha256 } = place.remote;
    const found = await this.#blobs.find(sha256);
    if (found !== null) return found;
    const here = await this.#fetchBlob({ account: place.account, project: index.project, sha256 }, signal);
    const fetched = here ? await this.#blobs.find(sha256) : null;
    if (fetched === null) throw mediaProblem('media/missing', item.name);
    return fetched;
  }

  /** The item with what its header tells; looked at once per version of the file. A problem is part of the answer. */
  async look(index: ItemIndex, placed: PlacedItem, signal: AbortSignal | null = null): Promise<Item> {
    const { item } = placed;
    if (item.media === 'sequence' || (index.factsOf(placed)?.mediaType ?? null) !== null) return item;
    try {
      const path = await this.pathOf(index, placed, signal);
      return await index.learn(placed, await (item.media === 'image' ? lookAtPicture(path) : lookAtClip(path)));
    } catch (error) {
      if (errorCode(error) !== 'files/missing') throw error;
      return { ...item, problem: 'media/missing' };
    }
  }
}
