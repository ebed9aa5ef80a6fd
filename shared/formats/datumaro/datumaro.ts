import type { Look } from '../files/look.ts';
import { NO_GUESS, type Format, type Guess } from '../format.ts';
import { readDatumaro } from './read.ts';
import { writeDatumaro } from './write.ts';

/** Datumaro's own JSON; see the README beside. */
export const datumaro: Format = { id: 'datumaro', title: 'Datumaro (JSON)', fileName: 'datumaro.zip', writes: 'files', sniff, read: readDatumaro, write: writeDatumaro };

const ITEMS: Guess = { likelihood: 0.95, code: 'datumaro/items', sentence: 'A JSON file has Datumaro’s items with annotations of a type.' };

async function sniff(look: Look): Promise<Guess> {
  for (const name of look.named('json').slice(0, 8)) {
    const head = await look.head(name);
    if (head.includes('"items"') && (head.includes('"annotations"') || head.includes('"categories"')) && !head.includes('"images"')) return ITEMS;
  }
  return NO_GUESS;
}
