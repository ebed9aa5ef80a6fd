import { NO_GUESS, type Format, type Guess } from '../format.ts';
import type { Look } from '../files/look.ts';
import { readCoco } from './read.ts';
import { writeCoco } from './write.ts';

/** COCO object detection and instance segmentation; see the README beside. */
export const coco: Format = { id: 'coco', title: 'COCO (instances, keypoints)', fileName: 'instances.json', writes: 'file', sniff, read: readCoco, write: writeCoco };

const LISTS: Omit<Guess, 'likelihood'> = { code: 'coco/lists', sentence: 'A JSON file has COCO’s lists of images, annotations and categories.' };
const FIELDS: Omit<Guess, 'likelihood'> = { code: 'coco/fields', sentence: 'A JSON file has fields that COCO uses.' };

/** Looks at the beginning only: the file may be hundreds of megabytes, and some begin with a list that is longer than the look. */
async function sniff(look: Look): Promise<Guess> {
  for (const name of look.named('json').slice(0, 8)) {
    const head = await look.head(name);
    if (head.includes('"shapes"') && head.includes('"imagePath"')) return NO_GUESS;
    const lists = ['"images"', '"annotations"', '"categories"'].filter((key) => head.includes(key)).length;
    const fields = ['"file_name"', '"image_id"', '"category_id"', '"supercategory"'].filter((key) => head.includes(key)).length;
    if (lists === 3) return { likelihood: 1, ...LISTS };
    if (lists > 0 && fields > 0) return { likelihood: 0.8, ...LISTS };
    if (fields > 0) return { likelihood: 0.5, ...FIELDS };
  }
  return NO_GUESS;
}
