import type { Note } from '../report.ts';

/** What can become of things between COCO and us. Shown to people before anything is read or written. */
const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `coco/${code}`, sentence });

export const readNotes = {
  things: note('kept', 'read', 'Annotations were read.'),
  box: note('kept', 'box', 'Annotations without a segmentation become boxes.'),
  mask: note('kept', 'mask', 'Run-length masks become masks, pixel by pixel.'),
  ragged: note('kept', 'ragged-mask', 'Masks with very ragged borders are kept as they are; smooth them before they are sent to a server, which takes no single change of that size.'),
  traced: note('kept', 'mask-traced', 'Masks that were polygons when they were exported become polygons again, exactly along the pixel borders.'),
  large: note('kept', 'large-polygon', 'Polygons with more than 20,000 vertices are kept as they are; simplify them before they are sent to a server, which takes no single change of that size.'),
  endless: note('dropped', 'endless-polygon', 'Outlines with more than 200,000 vertices are left out.'),
  sameId: note('kept', 'same-id', 'Annotations that share a number with another are kept as separate things.'),
  extraKey: note('dropped', 'extra-field', 'Fields that COCO instances do not define are left out.'),
  crowd: note('approximated', 'crowd', 'Crowds become one thing each, marked with the attribute “iscrowd”.'),
  overlap: note('approximated', 'overlapping-parts', 'Parts that overlap each other are joined along pixel borders.'),
  brokenPart: note('dropped', 'broken-part', 'Parts of a segmentation with fewer than three usable points are left out.'),
  fellBack: note('approximated', 'broken-segmentation', 'Where the segmentation cannot be used, the box is taken instead.'),
  category: note('approximated', 'unknown-category', 'Annotations of a category that the file does not list get a label named after its number.'),
  size: note('approximated', 'other-size', 'The file gives another size for a picture than it has; positions are kept as they are and may be off.'),
  outside: note('kept', 'outside', 'Annotations that reach over the edge of the picture are kept as they are.'),
  badAnnotation: note('dropped', 'broken-annotation', 'Annotations without a usable box or segmentation (missing, not finite, negative or beyond ten million pixels) are left out.'),
  emptyMask: note('dropped', 'empty-mask', 'Masks without a single pixel are left out.'),
  noImage: note('dropped', 'unlisted-image', 'Annotations of an image number that the file does not list are left out.'),
  notHere: note('dropped', 'image-not-here', 'Annotations of pictures that the project does not have are left out.'),
  badImage: note('dropped', 'broken-image', 'Image entries without number or file name are left out.'),
  sameImage: note('dropped', 'same-image', 'A second image entry with the same number is left out.'),
  badCategory: note('dropped', 'broken-category', 'Category entries without number or name are left out.'),
  sameCategory: note('approximated', 'same-category', 'Categories of one name become one label.'),
  notCoco: note('dropped', 'not-coco', 'Other JSON files beside it are not read.'),
  keypoints: note('kept', 'keypoints', 'Keypoints become skeletons; where there is an outline as well, the two are one group.'),
  badKeypoints: note('dropped', 'broken-keypoints', 'Keypoints that are not three numbers each are left out.'),
  about: note('dropped', 'about', 'Notes about the data set itself (info, licences) are not read.'),
  notObject: note('dropped', 'not-an-annotation', 'Entries that are not annotations at all are left out.'),
} as const;

export const writeNotes = {
  things: note('kept', 'written', 'Things that cover an area are written.'),
  noLabel: note('approximated', 'no-label', 'Things without a label are written under the category “(no label)”.'),
  cuboid: note('approximated', 'cuboid', 'Blocks are written as the outline around their eight corners.'),
  ellipse: note('approximated', 'ellipse', 'Ellipses are written as polygons with 64 vertices and the same area.'),
  rotated: note('approximated', 'rotated-box', 'Turned boxes are written as polygons; COCO has only upright boxes.'),
  pixels: note('approximated', 'to-pixels', 'Polygons with holes, overlapping parts or the crowd mark are written as masks of whole pixels.'),
  maskCut: note('approximated', 'mask-cut', 'Masks that reach over the edge of the picture are cut there.'),
  maskOutside: note('dropped', 'mask-outside', 'Masks that lie outside the picture, or whose runs do not add up, are left out.'),
  exactPixels: note('kept', 'as-mask', 'Polygons with holes along pixel borders are written as masks, exactly.'),
  perFrame: note('approximated', 'per-frame', 'Attributes of the moment and of the thing share one list in COCO.'),
  sameAttribute: note('dropped', 'attribute-twice', 'Where thing and moment have an attribute of the same name, the moment’s is written.'),
  occludedTaken: note('dropped', 'occluded', 'The marks occluded, truncated and difficult are left out where the label has an attribute of that name.'),
  clip: note('approximated', 'clip', 'Of a clip, every labelled frame is written as a picture of its own, with its number, its time stamp and a hash of its pixels.'),
  deletedFrame: note('dropped', 'deleted-frame', 'Labelled frames that were left out of a clip are not written.'),
  hidden: note('dropped', 'outside-view', 'Things marked as outside the view have no place in COCO and are left out.'),
  frames: note('dropped', 'frames', 'Positions on later frames are left out; COCO describes still pictures.'),
  noArea: note('dropped', 'no-area', 'Lines and points are left out; COCO instances have only what covers an area.'),
  skeleton: note('kept', 'skeleton', 'Skeletons are written as keypoints with the box around them.'),
  outsideJoint: note('approximated', 'outside-joint', 'Joints that are not on the picture lose their place.'),
  block: note('dropped', 'block', 'Blocks in a point cloud are left out: COCO has pictures only.'),
  tag: note('dropped', 'tag', 'Tags on whole pictures are left out; COCO instances have none.'),
  flat: note('dropped', 'flat-polygon', 'Polygons with fewer than three vertices or too tangled to fill are left out.'),
  empty: note('dropped', 'empty-as-mask', 'Polygons that cover no pixel centre of the picture are left out where a mask is needed.'),
  flag: note('dropped', 'flag', 'Flags of the Calibration Log are left out; COCO has no place for them.'),
  conflict: note('dropped', 'conflict', 'Open conflicts are left out; the value in force is written.'),
  relation: note('dropped', 'relation', 'Relations between things are left out; COCO has no place for them.'),
  proposal: note('dropped', 'proposal', 'Proposals of models that nobody has answered are left out; they are no labels.'),
  lost: note('dropped', 'no-track', 'Positions whose thing is missing are left out.'),
} as const;

/** Beyond this a polygon does not fit into one change on the wire (`sync.md` §2.8). */
export const LARGE_POLYGON = 20_000;
/** Beyond this a polygon does not fit into one record of the journal. */
export const ENDLESS_POLYGON = 200_000;
/** What we keep as fields and COCO's users write among the attributes. */
export const MARKS = ['occluded', 'truncated', 'difficult'] as const;
export type Mark = (typeof MARKS)[number];
/** The category of things without a label. */
export const NO_LABEL = '(no label)';
