import type { Note } from '../report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `csv/${code}`, sentence });

export const notes = {
  row: note('dropped', 'broken-row', 'Rows without a picture or a usable box are left out.'),
  empty: note('kept', 'empty', 'Rows without a box say that nothing is on their picture.'),
  column: note('kept', 'column', 'Columns that are no place, picture or class are kept as attributes.'),
  depiction: note('kept', 'marks', 'The marks “group of”, “depiction” and “inside”, and where a box came from, are kept as attributes.'),
  unnamed: note('approximated', 'no-class-names', 'Classes that no class-descriptions file names keep their code, such as /m/01g317.'),
  score: note('kept', 'score', 'Confidences other than 1 are kept as the attribute “score”.'),
} as const;
