import type { Note } from '../report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `masks/${code}`, sentence });

export const readNotes = {
  broken: note('dropped', 'broken', 'Pictures of masks that are not a readable PNG (interlaced, damaged, larger than 64 million pixels) are left out.'),
  background: note('kept', 'background', 'The background is not read as a thing.'),
  ignored: note('dropped', 'ignored', 'Pixels that are to be ignored (the border of the original VOC, number 255) are left out.'),
  whole: note('approximated', 'no-instances', 'Without pictures of single things, all pixels of a class on a picture are one thing.'),
  unnamed: note('approximated', 'unnamed-class', 'Classes that no labelmap.txt or classes.txt names are named after their number or colour.'),
  size: note('dropped', 'instance-size', 'Pictures of single things that are of another size than that of the classes are not used.'),
} as const;

export const writeNotes = {
  pixels: note('approximated', 'to-pixels', 'Outlines are written as whole pixels.'),
  overlap: note('approximated', 'overlap', 'Where things overlap, the upper one has the pixels.'),
  noArea: note('dropped', 'no-area', 'Lines, points, skeletons and tags are left out; masks have only what covers an area.'),
  covered: note('dropped', 'covered', 'Things outside the picture are left out.'),
  many: note('dropped', 'many', 'Beyond 255 things on a picture, the picture of single things leaves out the rest.'),
} as const;
