import type { Look } from '../files/look.ts';
import { NO_GUESS, type Format, type Guess } from '../format.ts';
import { readLabelme } from './read.ts';

/** LabelMe's JSON, one file per picture; see the README beside. */
export const labelme: Format = { id: 'labelme', title: 'LabelMe (JSON)', fileName: '', writes: 'files', sniff, read: readLabelme, write: null };

const SHAPES: Omit<Guess, 'likelihood'> = { code: 'labelme/shapes', sentence: 'A JSON file has LabelMe’s list of shapes.' };

/** `shapes` comes before the picture's own bytes in every version, so the beginning is enough for most files. */
async function sniff(look: Look): Promise<Guess> {
  for (const name of look.named('json').slice(0, 8)) {
    const head = await look.head(name);
    if (!head.includes('"shapes"')) continue;
    return { likelihood: head.includes('"imagePath"') || head.includes('"shape_type"') || head.length >= 60_000 ? 1 : 0.6, ...SHAPES };
  }
  return NO_GUESS;
}
