import { NO_GUESS, type Format, type Guess } from '../format.ts';
import { MOTS_FILE, readMots } from './read.ts';
import { writeMots } from './write.ts';

const FILES: Guess = { likelihood: 0.95, code: 'mots/files', sentence: 'There are numbered PNGs in a folder “instances”, as MOTS has them.' };

/** Multiple object tracking and segmentation: a PNG of numbers for each frame; see the README beside. */
export const mots: Format = {
  id: 'mots', title: 'MOTS (PNG)', fileName: 'mots.zip', writes: 'files', read: readMots, write: writeMots,
  sniff: (look) => Promise.resolve(look.named('png').some((name) => MOTS_FILE.test(name)) ? FILES : NO_GUESS),
};
