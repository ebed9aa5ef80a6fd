import type { Note } from '../report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `label-studio/${code}`, sentence });

export const readNotes = {
  task: note('dropped', 'no-picture', 'Tasks that name no picture or clip are left out.'),
  several: note('kept', 'several', 'Of several annotations of one task all are read; their things lie above each other.'),
  skipped: note('dropped', 'cancelled', 'Annotations that were skipped or cancelled are left out.'),
  prediction: note('dropped', 'predictions', 'Predictions of models are left out; they are no labels.'),
  unknown: note('dropped', 'unknown-result', 'Results of another kind (text, audio, relations) are left out.'),
  broken: note('dropped', 'broken-result', 'Results with missing or unusable numbers are left out.'),
  size: note('approximated', 'no-original-size', 'Results without the size of their picture are read with the size it has here.'),
  several2: note('approximated', 'several-labels', 'Of several labels on one thing the first is its label; the others are kept as the attribute “labels”.'),
  brush: note('kept', 'brush', 'Brush strokes become masks, pixel by pixel.'),
  video: note('kept', 'video', 'Boxes on video become tracks with keyframes.'),
  choice: note('kept', 'choice', 'Choices on the whole picture become tags.'),
  perRegion: note('kept', 'per-region', 'Choices, numbers, ratings and texts on a thing become its attributes.'),
  keypoint: note('kept', 'keypoint', 'Key points become things of one point each.'),
} as const;

export const writeNotes = {
  percent: note('approximated', 'percent', 'Positions are written in percent of the picture.'),
  rings: note('approximated', 'rings', 'Polygons with holes or of several parts are written as brush strokes of whole pixels.'),
  polyline: note('dropped', 'polyline', 'Lines and skeletons are left out; Label Studio has no place for them.'),
  cuboid: note('approximated', 'cuboid', 'Blocks are written as the outline around their corners.'),
  clipKind: note('approximated', 'clip-bounds', 'On clips everything is written as the upright or turned box around it.'),
  clipTag: note('dropped', 'clip-tag', 'Tags on clips are left out.'),
  points: note('approximated', 'points', 'Things of several points are written as a key point for each.'),
  attributes: note('kept', 'attributes', 'Attributes are written as choices and texts on their thing.'),
} as const;
