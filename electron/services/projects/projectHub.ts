import { join } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { ItemsPage } from '#shared/sync/messages.ts';
import { DocumentStore } from './documentStore.ts';
import { ItemIndex } from './itemIndex.ts';
import { Manifest } from './manifest.ts';
import type { ProjectFile } from './projectFile.ts';
import { ProjectRegistry, type RegistryPorts } from './projectRegistry.ts';

/** What a project needs of the server: its manifest, page by page. */
export type ItemsOf = (ask: { account: string; project: string; after: string | null }, signal: AbortSignal | null) => Promise<ItemsPage>;

/** The opened projects of this process: their file, their items and their documents. */
export class ProjectHub {
  readonly registry: ProjectRegistry;
  readonly #ports: RegistryPorts;
  readonly #itemsOf: ItemsOf | null;
  readonly #indexes = new Map<string, Promise<ItemIndex>>();
  readonly #documents = new Map<string, DocumentStore>();

  constructor(ports: RegistryPorts, itemsOf: ItemsOf | null) {
    this.#ports = ports;
    this.#itemsOf = itemsOf;
    this.registry = new ProjectRegistry(ports);
  }

  /** The items of a project; made once, and anew after `changed`. */
  index(project: string): Promise<ItemIndex> {
    const known = this.#indexes.get(project);
    if (known !== undefined) return known;
    const made = this.#makeIndex(project);
    this.#indexes.set(project, made);
    made.catch(() => this.#indexes.delete(project));
    return made;
  }

  /** The project's folder, account or server changed: look again. */
  async changed(project: string): Promise<void> {
    const known = this.#indexes.get(project);
    this.#indexes.delete(project);
    await (await known?.catch(() => null))?.close();
  }

  /** Saved documents belong to a project and, for shared ones, to the account that works on it. */
  async documents(project: string): Promise<DocumentStore> {
    const file = await this.registry.get(project);
    const folder = join(this.registry.folderOf(project), file.account === null ? 'documents' : `documents-${safeName(file.account)}`);
    const known = this.#documents.get(folder) ?? new DocumentStore(folder, this.#ports.clock);
    this.#documents.set(folder, known);
    return known;
  }

  async close(): Promise<void> {
    for (const index of this.#indexes.values()) await (await index.catch(() => null))?.close();
    this.#indexes.clear();
  }

  async #makeIndex(project: string): Promise<ItemIndex> {
    const file = await this.registry.get(project);
    const ownFolder = this.registry.folderOf(project);
    return new ItemIndex(file, ownFolder, this.#manifestOf(file, ownFolder));
  }

  #manifestOf(file: ProjectFile, ownFolder: string): Manifest | null {
    const { account, id } = file;
    const itemsOf = this.#itemsOf;
    if (account === null || itemsOf === null) return null;
    return new Manifest(ownFolder, this.#ports.clock, (after, signal) => itemsOf({ account, project: id, after }, signal));
  }
}

function safeName(account: string): string {
  if (!/^[0-9a-f]{16,64}$/.test(account)) throw new AppError('server/no-account', 'That account is not known on this computer. Sign in again.');
  return account;
}
