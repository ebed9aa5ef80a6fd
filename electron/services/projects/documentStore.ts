import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { Clock } from '#shared/base/ports.ts';
import { readOrSetAside, writeJsonFile, type JsonFormat } from '../files/jsonFile.ts';
import { makeOwnFolder } from '../files/writeDurable.ts';

/** The records of one stream as the window last knew them, up to and including the local number `lseq`. */
export interface SavedDocument {
  readonly stream: string;
  readonly lseq: number;
  readonly records: unknown[];
}

const DOCUMENT: JsonFormat<SavedDocument> = {
  format: 'sightline-document', version: 1, room: 'document',
  schema: z.object({ stream: z.string(), lseq: z.number().int(), records: z.array(z.unknown()) }),
};
const STREAM = /^[tpu]:[0-9a-f-]{36}$/;

/** Saved documents of one project: one file per stream. Writes of one stream wait for each other. */
export class DocumentStore {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #tails = new Map<string, Promise<void>>();
  /** Newest number on disk by path, so that a save need not read what it replaces. */
  readonly #newest = new Map<string, number>();

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** An older state than the one on disk is dropped: two windows may save out of order. */
  async save(document: SavedDocument): Promise<void> {
    const path = this.#pathOf(document.stream);
    const before = this.#tails.get(path) ?? Promise.resolve();
    const own = before.catch(() => undefined).then(() => this.#saveNow(path, document));
    this.#tails.set(path, own);
    await own.finally(() => {
      if (this.#tails.get(path) === own) this.#tails.delete(path);
    });
  }

  async read(streams: readonly string[] | null): Promise<SavedDocument[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const wanted = streams ?? names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5).replace('-', ':')).filter((stream) => STREAM.test(stream));
    const found: SavedDocument[] = [];
    for (const stream of wanted) {
      const { value } = await readOrSetAside(this.#pathOf(stream), DOCUMENT, this.#clock);
      if (value !== null) found.push(value);
    }
    return found;
  }

  async #saveNow(path: string, document: SavedDocument): Promise<void> {
    await makeOwnFolder(this.#folder);
    const newest = this.#newest.get(path) ?? (await readOrSetAside(path, DOCUMENT, this.#clock)).value?.lseq ?? 0;
    if (newest > document.lseq) return;
    await writeJsonFile(path, DOCUMENT, document);
    this.#newest.set(path, document.lseq);
  }

  #pathOf(stream: string): string {
    if (!STREAM.test(stream)) throw new AppError('document/stream', 'That is not the name of a document.');
    return join(this.#folder, `${stream.replace(':', '-')}.json`);
  }
}
