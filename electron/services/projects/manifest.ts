import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '#shared/base/ports.ts';
import { remoteItem, type ItemsPage, type RemoteItem } from '#shared/sync/messages.ts';
import { readOrSetAside, writeJsonFile, type JsonFormat } from '../files/jsonFile.ts';
import { makeOwnFolder } from '../files/writeDurable.ts';

/** Asks the server for the page of a manifest that follows an item. */
export type FetchItems = (after: string | null, signal: AbortSignal | null) => Promise<ItemsPage>;

const MANIFEST: JsonFormat<{ items: RemoteItem[] }> = {
  format: 'sightline-manifest', version: 1, room: 'manifest', schema: z.object({ items: z.array(remoteItem) }),
};

/** The list of a server project's items, kept on this machine so that the project opens without a network. */
export class Manifest {
  readonly #ownFolder: string;
  readonly #clock: Clock;
  readonly #fetchItems: FetchItems;

  constructor(ownFolder: string, clock: Clock, fetchItems: FetchItems) {
    this.#ownFolder = ownFolder;
    this.#clock = clock;
    this.#fetchItems = fetchItems;
  }

  /** As of the last time the server was reached. */
  async known(): Promise<readonly RemoteItem[]> {
    const { value } = await readOrSetAside(this.#path(), MANIFEST, this.#clock);
    return value?.items ?? [];
  }

  /** Asks the server for all of it, and keeps it once it is whole. */
  async refresh(signal: AbortSignal | null): Promise<readonly RemoteItem[]> {
    const all: RemoteItem[] = [];
    let after: string | null = null;
    do {
      const page: ItemsPage = await this.#fetchItems(after, signal);
      all.push(...page.items);
      after = page.next;
    } while (after !== null);
    await makeOwnFolder(this.#ownFolder);
    await writeJsonFile(this.#path(), MANIFEST, { items: all });
    return all;
  }

  #path(): string {
    return join(this.#ownFolder, 'manifest.json');
  }
}
