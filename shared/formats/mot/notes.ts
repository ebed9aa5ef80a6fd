import type { Note } from '../report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `mot/${code}`, sentence });

export const readNotes = {
  track: note('kept', 'track', 'Tracks were read, with a keyframe on every frame they are listed on.'),
  line: note('dropped', 'broken-line', 'Lines that are not a frame, a number and a box are left out.'),
  twice: note('dropped', 'twice', 'A second place of one thing on one frame is left out.'),
  ignored: note('kept', 'ignored', 'Things that are not counted (confidence 0) are marked as difficult.'),
  visibility: note('approximated', 'visibility', 'Things that are seen less than half are marked as occluded.'),
  score: note('dropped', 'score', 'Confidences other than 0 and 1 are left out.'),
  loose: note('kept', 'detections', 'Detections without a number are things of one frame each.'),
  unnamed: note('approximated', 'unnamed-class', 'Classes without a name in labels.txt get those of the MOT challenge, or their number.'),
  edges: note('approximated', 'edges', 'Places are read as they are; files of the challenge itself count pixels from 1 and are one pixel off.'),
} as const;

export const writeNotes = {
  between: note('approximated', 'every-frame', 'Tracks are written with their place on every frame; which of them were keyframes is not kept.'),
  end: note('approximated', 'end', 'Tracks that do not end are written up to the last keyframe of their clip.'),
  bounds: note('approximated', 'bounds', 'Everything but upright boxes is written as the upright box around it.'),
  noBox: note('dropped', 'no-box', 'Tags are left out; MOT has only boxes.'),
  picture: note('dropped', 'picture', 'Things on pictures are left out; MOT has only clips.'),
} as const;
