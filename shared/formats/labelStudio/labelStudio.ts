import type { Look } from '../files/look.ts';
import { NO_GUESS, type Format, type Guess } from '../format.ts';
import { readLabelStudio } from './read.ts';
import { writeLabelStudio } from './write.ts';

/** Label Studio's JSON; see the README beside. */
export const labelStudio: Format = { id: 'label-studio', title: 'Label Studio (JSON)', fileName: 'tasks.json', writes: 'file', sniff, read: readLabelStudio, write: writeLabelStudio };

const TASKS: Guess = { likelihood: 1, code: 'label-studio/tasks', sentence: 'A JSON file has Label Studio’s tasks with results.' };
const DATA: Guess = { likelihood: 0.8, code: 'label-studio/data', sentence: 'A JSON file has tasks with data and annotations, as Label Studio has them.' };

async function sniff(look: Look): Promise<Guess> {
  for (const name of look.named('json').slice(0, 8)) {
    const head = await look.head(name);
    if (/^\uFEFF?\s*[[{]/.test(head) && head.includes('"result"') && (head.includes('"from_name"') || head.includes('"to_name"'))) return TASKS;
    if (head.includes('"data"') && head.includes('"annotations"') && head.includes('"result"')) return DATA;
  }
  return NO_GUESS;
}
