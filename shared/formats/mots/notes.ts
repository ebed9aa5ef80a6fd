import type { Note } from '../report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `mots/${code}`, sentence });

export const readNotes = {
  track: note('kept', 'track', 'Tracks of masks were read, with a keyframe on every frame they are seen on.'),
  ignored: note('dropped', 'ignored', 'Regions that are to be ignored (number 10000) are left out.'),
  broken: note('dropped', 'broken', 'Pictures that are no PNG of 16-bit numbers, and names without a frame, are left out.'),
  unnamed: note('approximated', 'unnamed-class', 'Classes without a name in labels.txt get those of MOTS (1 car, 2 pedestrian), or their number.'),
} as const;
