import type { Note } from '../report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `cvat/${code}`, sentence });

export const readNotes = {
  broken: note('dropped', 'broken-shape', 'Shapes with missing or unusable numbers are left out.'),
  unknown: note('dropped', 'unknown-shape', 'Elements that are no shape of CVAT 1.1 are left out.'),
  cuboid: note('approximated', 'cuboid', 'Blocks whose front is not upright are read with the upright face nearest to it.'),
  unlabelled: note('approximated', 'no-label', 'Shapes without a label are read without one.'),
  between: note('kept', 'interpolated', 'Shapes between keyframes are not read; they follow from the keyframes.'),
  source: note('dropped', 'source', 'Where a shape came from (manual, auto) is left out.'),
  changed: note('approximated', 'kind-changes', 'Positions of a track that are of another kind than its first are left out.'),
  joints: note('dropped', 'joint-attributes', 'Attributes of single joints are left out.'),
  track: note('kept', 'track', 'Tracks of clips are read with their keyframes.'),
  emptyTrack: note('dropped', 'empty-track', 'Tracks without a keyframe are left out.'),
} as const;

export const writeNotes = {
  rings: note('approximated', 'rings', 'Polygons with holes or of several parts are written as masks of whole pixels.'),
  decimals: note('approximated', 'decimals', 'Positions are written with two decimals, as CVAT does.'),
  noLabel: note('approximated', 'no-label', 'Things without a label are written under the name “(no label)”.'),
  picture: note('dropped', 'picture', 'Pictures are left out; CVAT for video has only clips. Choose CVAT for images for them.'),
  tag: note('dropped', 'tag', 'Tags are left out; CVAT for video has none.'),
  empty: note('dropped', 'empty', 'Shapes without a pixel are left out.'),
  space: note('dropped', 'cuboid', 'Blocks in point clouds are left out; CVAT has another format for them.'),
  steady: note('approximated', 'steady-camera', 'Between keyframes CVAT moves things evenly over the picture, not along with the camera.'),
  order: note('approximated', 'z-order', 'The painting order is written in whole numbers.'),
} as const;
