import type { Note } from '../report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `yolo/${code}`, sentence });

export const readNotes = {
  line: note('dropped', 'broken-line', 'Lines that are not a class and as many numbers as this kind of YOLO has are left out.'),
  far: note('dropped', 'not-shares', 'Lines whose numbers are not shares of the picture (0 to 1) are left out.'),
  notLabels: note('dropped', 'not-labels', 'Text files that are no labels are not read.'),
  noPicture: note('dropped', 'no-picture', 'Label files without a picture of the same name are left out.'),
  unnamed: note('approximated', 'unnamed-class', 'Classes without a name in data.yaml, classes.txt or a .names file are named after their number.'),
  score: note('kept', 'score', 'Confidences are kept as the attribute “score”.'),
  noClass: note('dropped', 'no-class', 'Pictures that are in no folder of a class below train, val or test are left out.'),
  empty: note('kept', 'empty', 'Empty label files say that nothing is on their picture.'),
  polygon: note('kept', 'polygon', 'Lines of points become polygons.'),
  notTurned: note('approximated', 'not-a-rectangle', 'Four corners that are no rectangle become polygons.'),
  box: note('dropped', 'skeleton-box', 'Boxes beside skeletons are not read; a skeleton has the bounds of its joints.'),
  jointNames: note('approximated', 'joint-names', 'Joints without names in the file or the label are numbered.'),
} as const;

export const writeNotes = {
  bounds: note('approximated', 'bounds', 'Outlines, masks, ellipses, turned boxes, blocks and skeletons are written as the upright box around them.'),
  outline: note('approximated', 'outline', 'Boxes, ellipses, masks and blocks are written as polygons.'),
  parts: note('approximated', 'parts', 'Things of several parts are written as one line for each part.'),
  holes: note('dropped', 'holes', 'Holes in outlines are left out.'),
  turned: note('approximated', 'turned-bounds', 'What is no box is written as the upright box around it.'),
  cut: note('approximated', 'cut', 'What reaches over the edge of the picture is cut there: YOLO refuses other numbers.'),
  gone: note('dropped', 'outside', 'Things that lie outside the picture are left out.'),
  noArea: note('dropped', 'no-area', 'Lines, points and tags are left out; this kind of YOLO has only what covers an area.'),
  noSkeleton: note('dropped', 'no-skeleton', 'Everything but skeletons is left out; this kind of YOLO has only skeletons.'),
  jointNames: note('dropped', 'joint-names', 'Names of joints are left out; YOLO numbers them.'),
  joints: note('approximated', 'joint-count', 'Skeletons with fewer joints than others are filled up with joints that are not on the picture.'),
  sameStem: note('dropped', 'same-stem', 'Pictures that differ from another only by their extension are left out: YOLO has one label file for both.'),
} as const;
