import type { Look } from '../files/look.ts';
import { NO_GUESS, type Format, type Guess } from '../format.ts';
import { MOT_FILE, readMot } from './read.ts';
import { writeMot } from './write.ts';

/** Multiple object tracking: boxes by frame and number; see the README beside. */
export const mot: Format = { id: 'mot', title: 'MOT (txt)', fileName: 'mot.zip', writes: 'files', sniff, read: readMot, write: writeMot };

const FILES: Guess = { likelihood: 1, code: 'mot/files', sentence: 'There is a gt/gt.txt or det/det.txt, as MOT has them.' };
const LINES: Guess = { likelihood: 0.7, code: 'mot/lines', sentence: 'Lines are a frame, a number and a box, with commas.' };

async function sniff(look: Look): Promise<Guess> {
  const files = look.named('txt');
  if (files.some((name) => MOT_FILE.test(name))) return FILES;
  const [only] = files;
  if (only === undefined || files.length > 1) return NO_GUESS;
  const lines = (await look.head(only)).split(/\r\n|\n|\r/).slice(0, 20).filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every((line) => /^\s*\d+\s*,\s*-?\d+\s*(,\s*-?[\d.e+-]+\s*){4,}$/i.test(line)) ? LINES : NO_GUESS;
}
