import type { Note } from '../report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `voc/${code}`, sentence });

export const readNotes = {
  noBox: note('dropped', 'no-box', 'Objects without a usable box are left out.'),
  part: note('kept', 'part', 'Parts of objects become things of their own, in one group with the whole.'),
  turned: note('kept', 'turned-box', 'Turned boxes are read with their angle.'),
  pixels: note('kept', 'pixels', 'Positions are counted from 1 and name whole pixels, as in the original VOC; boxes reach from the edge of the first pixel to that of the last.'),
  unreadable: note('dropped', 'unreadable', 'Files that are not readable XML are left out.'),
  foreign: note('dropped', 'not-voc', 'Other XML files are not read.'),
  unlabelled: note('approximated', 'no-name', 'Objects without a name are read without a label.'),
  pose: note('kept', 'pose', 'Poses and actions are kept as attributes.'),
} as const;

export const writeNotes = {
  pixels: note('approximated', 'to-pixels', 'Boxes are written in whole pixels, counted from 1.'),
  perFrame: note('approximated', 'per-frame', 'Attributes of the moment and of the thing share one list.'),
  sameStem: note('dropped', 'same-stem', 'Pictures that differ from another only by their extension are left out: VOC has one file for both.'),
} as const;
