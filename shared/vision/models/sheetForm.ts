import { otherOutputs } from './modelFaults.ts';

/**
 * How a detector's sheet is to be read. `final`: corners, score, class, already sorted out; `objectness`: middle, size,
 * whether there is anything, then a score per class (YOLO v5, v7); `classes`: middle, size, a score per class (v8 on).
 */
export interface SheetForm {
  readonly kind: 'final' | 'objectness' | 'classes';
  /** One candidate after the other; else one value of all candidates after the other. */
  readonly byRow: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  /** Coefficients of a mask behind the scores. */
  readonly masks: number;
}

/** Finished lists are short; raw ones have a candidate for each spot of the picture. */
const MOST_FINAL = 1000;
const BOX = 4;

/** The form of a sheet of these dimensions. Class names and mask prototypes decide where dimensions alone do not. */
export function sheetForm(dims: readonly number[], { names, masks }: { readonly names: number; readonly masks: number }): SheetForm {
  const [batch = 0, first = 0, second = 0] = dims;
  if (dims.length !== 3 || batch !== 1) throw otherOutputs();
  if (second === 6 + masks && first <= MOST_FINAL) return { kind: 'final', byRow: true, rows: first, columns: second, classes: 0, masks };
  const known = (columns: number): boolean => names > 0 && (columns === BOX + names + masks || columns === BOX + 1 + names + masks);
  const byRow = known(second) === known(first) ? first > second : known(second);
  const [rows, columns] = byRow ? [first, second] : [second, first];
  const objectness = names > 0 && known(columns) ? columns === BOX + 1 + names + masks : byRow;
  const classes = columns - BOX - masks - (objectness ? 1 : 0);
  if (classes < 1) throw otherOutputs();
  return { kind: objectness ? 'objectness' : 'classes', byRow, rows, columns, classes, masks };
}
