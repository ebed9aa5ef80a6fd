import type { Look } from '../files/look.ts';
import { NO_GUESS, type Format, type Guess } from '../format.ts';
import { readCvat } from './read.ts';
import { writeCvatImages, writeCvatVideo } from './write.ts';

/** CVAT 1.1 in its two forms; see the README beside. Both read either. */
export const cvatFormats: readonly Format[] = [
  { id: 'cvat-images', title: 'CVAT for images 1.1 (XML)', fileName: 'annotations.xml', writes: 'file', sniff: (look) => guess(look, 'images'), read: readCvat, write: writeCvatImages },
  { id: 'cvat-video', title: 'CVAT for video 1.1 (XML)', fileName: 'cvat-video.zip', writes: 'files', sniff: (look) => guess(look, 'video'), read: readCvat, write: writeCvatVideo },
];

const IMAGES: Guess = { likelihood: 1, code: 'cvat/images', sentence: 'An XML file is CVAT’s for images.' };
const VIDEO: Guess = { likelihood: 1, code: 'cvat/video', sentence: 'An XML file is CVAT’s for video.' };

async function guess(look: Look, form: 'images' | 'video'): Promise<Guess> {
  for (const name of look.named('xml').slice(0, 8)) {
    const head = await look.head(name);
    if (!/<annotations[\s>]/.test(head)) continue;
    const isVideo = head.includes('<track') || (!head.includes('<image') && head.includes('<mode>interpolation'));
    if (isVideo === (form === 'video')) return isVideo ? VIDEO : IMAGES;
  }
  return NO_GUESS;
}
