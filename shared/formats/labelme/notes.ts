import type { Note } from '../report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `labelme/${code}`, sentence });

/** What can become of what LabelMe says. Shown to people before anything is applied. */
export const notes = {
  things: note('kept', 'read', 'Shapes were read.'),
  tag: note('kept', 'picture-flag', 'Flags of a picture that are set become tags on it.'),
  group: note('kept', 'group', 'Group numbers are kept as groups, counted from 1 instead of 0.'),
  oddGroup: note('dropped', 'odd-group', 'Groups that are not whole numbers from 0 are left out.'),
  circle: note('kept', 'circle', 'Circles become ellipses with equal radii.'),
  turned: note('kept', 'turned-box', 'Turned rectangles become turned boxes.'),
  pixels: note('kept', 'mask', 'Masks are read as masks, pixel by pixel.'),
  outside: note('kept', 'outside', 'Shapes that reach over the edge of the picture are kept as they are.'),
  large: note('kept', 'large-polygon', 'Outlines and lines with more than 20,000 vertices are kept as they are; simplify them before they are sent to a server, which takes no single change of that size.'),
  fourCorners: note('approximated', 'four-corners', 'Rectangles given by four corners that are not a rectangle become polygons.'),
  unlabelled: note('approximated', 'no-label', 'Shapes without a label are read without one.'),
  size: note('approximated', 'other-size', 'The file gives another size for its picture than it has; positions are kept as they are and may be off.'),
  cutNote: note('approximated', 'long-description', 'Descriptions longer than 16,384 characters are cut.'),
  unknownType: note('dropped', 'unknown-shape', 'Shapes of an unknown type are left out.'),
  broken: note('dropped', 'broken-shape', 'Shapes with missing, too few or unusable points (not finite, beyond ten million pixels) are left out.'),
  endless: note('dropped', 'endless-polygon', 'Outlines and lines with more than 200,000 vertices are left out.'),
  mask: note('dropped', 'broken-mask', 'Masks that are not a readable PNG, or empty, are left out.'),
  extra: note('dropped', 'extra-field', 'Fields that LabelMe does not define are left out.'),
  notHere: note('dropped', 'image-not-here', 'Files whose picture the project does not have are left out.'),
  notLabelme: note('dropped', 'not-labelme', 'Other JSON files beside them are not read.'),
  unreadable: note('dropped', 'unreadable', 'Files that are not readable JSON are left out.'),
} as const;
