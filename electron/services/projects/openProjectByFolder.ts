import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Item, JournalRecord } from '#shared/bridge/hostContract.ts';
import { journalFolder } from '../journal/journalService.ts';
import { peekJournal } from '../journal/journal.ts';
import type { SavedDocument } from './documentStore.ts';
import type { ProjectFile } from './projectFile.ts';
import { ProjectHub } from './projectHub.ts';
import type { RegistryPorts } from './projectRegistry.ts';

/** A project as a command without a window sees it. */
export interface OpenedProject {
  readonly file: ProjectFile;
  /** Every item, in natural order, with width and height where they are known. */
  items(signal: AbortSignal | null): Promise<Item[]>;
  /** The records of each stream as the window last saved them, with the local number they contain. */
  documents(): Promise<SavedDocument[]>;
  /** Replaces the saved records of a stream; an older state than the one there is dropped. */
  save(document: SavedDocument): Promise<void>;
  /** Ops in a local database's journal after a number, oldest first: what the saved documents do not contain yet. */
  journalAfter(database: string, lseq: number): Promise<JournalRecord[]>;
}

/** Opens a folder as the window would, in the same profile, without a server. */
export async function openProjectByFolder(ports: RegistryPorts, folder: string): Promise<OpenedProject> {
  const hub = new ProjectHub(ports, null);
  const file = await hub.registry.openFolder(folder, 'folder');
  return {
    file,
    items: (signal) => itemsOf(hub, file.id, signal),
    documents: async () => (await hub.documents(file.id)).read(null),
    save: async (document) => (await hub.documents(file.id)).save(document),
    journalAfter: async (database, lseq) => journalAfter(journalFolder(ports.profile, database), lseq),
  };
}

/** Names of the local databases that have a journal in a profile. */
export async function journalsIn(profile: string): Promise<string[]> {
  const names = await readdir(join(profile, 'journal'), { withFileTypes: true }).catch(() => []);
  return names.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function itemsOf(hub: ProjectHub, project: string, signal: AbortSignal | null): Promise<Item[]> {
  const items: Item[] = [];
  for await (const step of (await hub.index(project)).progress(signal)) items.push(...step.items);
  return items;
}

async function journalAfter(folder: string, lseq: number): Promise<JournalRecord[]> {
  const found: JournalRecord[] = [];
  const isThere = await access(folder).then(() => true, () => false);
  if (isThere) for await (const record of peekJournal(folder, lseq)) if (record.type === 'op') found.push(record);
  return found;
}
