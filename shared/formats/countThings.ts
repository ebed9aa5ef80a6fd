import type { DocumentRecord } from '../model/records.ts';

/** How many things records bring: those that are labelled, and those a model proposes. */
export function countThings(records: readonly DocumentRecord[]): number {
  return records.filter(({ type }) => type === 'track' || type === 'proposal').length;
}
