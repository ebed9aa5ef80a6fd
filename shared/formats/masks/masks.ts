import type { Look } from '../files/look.ts';
import { NO_GUESS, type Format, type Guess } from '../format.ts';
import { MASKS, readMasks } from './read.ts';
import { writeMasks } from './write.ts';

/** Masks as PNGs, a number or colour for each class, and for each thing; see the README beside. */
export const masks: Format = { id: 'masks', title: 'Masks (PNG: classes, things, palette)', fileName: 'masks.zip', writes: 'files', sniff, read: readMasks, write: writeMasks };

const VOC: Guess = { likelihood: 0.95, code: 'masks/folders', sentence: 'There are PNGs in SegmentationClass, as VOC and CVAT have them.' };
const MAP: Guess = { likelihood: 0.8, code: 'masks/labelmap', sentence: 'There are PNGs and a labelmap.txt that names their colours.' };
const FOLDER: Guess = { likelihood: 0.4, code: 'masks/folder', sentence: 'There are PNGs in a folder that masks are often kept in.' };

function sniff(look: Look): Promise<Guess> {
  const pngs = look.named('png');
  if (pngs.some((name) => /(^|\/)SegmentationClass/.test(name))) return Promise.resolve(VOC);
  if (pngs.length > 0 && look.named('txt').some((name) => /(^|\/)labelmap\.txt$/i.test(name))) return Promise.resolve(MAP);
  return Promise.resolve(pngs.some((name) => MASKS.test(name)) ? FOLDER : NO_GUESS);
}
