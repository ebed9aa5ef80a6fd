import { Dexie, type EntityTable } from 'dexie';

/** A model's file as it was picked, with what was read out of it. */
export interface ShelvedModel {
  readonly hash: string;
  readonly facts: unknown;
  readonly file: Blob;
  readonly addedAt: number;
}

interface ChoiceRow {
  readonly k: string;
  readonly value: unknown;
}

/**
 * The models of this computer, in a database of their own: copies by content hash, so that a model is there when its
 * file was moved, and names in records mean the same bytes for ever. No document is in it, and losing it loses no work.
 */
export class ModelShelf extends Dexie {
  declare readonly models: EntityTable<ShelvedModel, 'hash'>;
  declare readonly choices: EntityTable<ChoiceRow, 'k'>;

  constructor(options: { readonly indexedDB?: IDBFactory; readonly IDBKeyRange?: typeof IDBKeyRange } = {}) {
    super('sightline-models', options);
    this.version(1).stores({ models: '&hash', choices: '&k' });
  }
}
