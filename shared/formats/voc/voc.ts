import type { Look } from '../files/look.ts';
import { NO_GUESS, type Format, type Guess } from '../format.ts';
import { readVoc, type Counting } from './read.ts';
import { writeVoc } from './write.ts';

/** Pascal VOC's XML, one file per picture; see the README beside. */
export const vocFormats: readonly Format[] = [
  voc('edges', { id: 'voc', title: 'Pascal VOC (XML)', fileName: 'voc.zip' }),
  voc('pixels', { id: 'voc-pixels', title: 'Pascal VOC, whole pixels from 1 (XML)', fileName: 'voc-pixels.zip' }),
];

function voc(counting: Counting, names: { readonly id: string; readonly title: string; readonly fileName: string }): Format {
  return { ...names, writes: 'files', sniff: (look) => guess(look, counting), read: readVoc(counting), write: writeVoc(counting) };
}

const why = (code: string, sentence: string, likelihood: number): Guess => ({ likelihood, code: `voc/${code}`, sentence });

/** The original counts pixels from 1; most tools since write places from 0 into the same fields, and only fractions give them away. */
async function guess(look: Look, counting: Counting): Promise<Guess> {
  const heads = await Promise.all(look.named('xml').slice(0, 12).map((name) => look.head(name)));
  const found = heads.filter((head) => /<annotation[\s>]/.test(head) && head.includes('<object'));
  if (found.length === 0) return heads.some((head) => /<annotation[\s>]/.test(head)) && counting === 'edges' ? why('empty', 'XML files are VOC’s, without objects in the first ones.', 0.6) : NO_GUESS;
  if (found.some((head) => /<database>[^<]*VOC ?20\d\d/i.test(head))) return counting === 'pixels' ? why('original', 'The files are of the original VOC, which counts pixels from 1.', 1) : why('original-edges', 'The files are of the original VOC, which counts pixels from 1; choose this only if they were changed since.', 0.4);
  const places = found.flatMap((head) => [...head.matchAll(/<[xy]m(?:in|ax)>\s*([^<\s]+)\s*</g)].map(([, value]) => value ?? ''));
  if (places.some((value) => value.includes('.') && Number(value) % 1 !== 0) || places.includes('0')) return counting === 'edges' ? why('edges', 'XML files are VOC’s, with places from 0.', 0.95) : NO_GUESS;
  return counting === 'edges' ? why('whole', 'XML files are VOC’s in whole numbers; most tools mean places from 0.', 0.9) : why('whole-pixels', 'In whole numbers they may also be pixels counted from 1, as the original VOC has them.', 0.5);
}
