import type { Note } from '../report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `datumaro/${code}`, sentence });

export const readNotes = {
  unknown: note('dropped', 'unknown-type', 'Annotations of another type (captions, blocks in space) are left out.'),
  broken: note('dropped', 'broken', 'Annotations with missing or unusable numbers are left out.'),
  label: note('approximated', 'label-number', 'Label numbers that the file does not list become labels named after the number.'),
  badItem: note('dropped', 'broken-item', 'Items without an id are left out.'),
  skeleton: note('kept', 'skeleton', 'Skeletons are read with the joints of their label.'),
} as const;

export const writeNotes = {
  rotated: note('kept', 'rotation', 'The angle of turned boxes and ellipses is written as the attribute “rotation”, as CVAT does.'),
  pixels: note('approximated', 'to-pixels', 'Polygons with holes or of several parts are written as masks of whole pixels.'),
  cuboid: note('approximated', 'cuboid', 'Blocks are written as the outline around their corners.'),
  space: note('dropped', 'space', 'Blocks in point clouds are left out.'),
  cut: note('approximated', 'mask-cut', 'Masks are cut at the edge of the picture; those outside are left out.'),
} as const;
