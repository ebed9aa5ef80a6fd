/** Seeds that failed once, and what they taught. They run with every change. */
export const FIXTURES: readonly { readonly seed: number; readonly taught: string }[] = [
  { seed: 5, taught: 'an edit on top of an open one claimed to have seen what had come in below it' },
  { seed: 15, taught: 'the same, for another unit' },
  { seed: 4, taught: 'a delete claimed to have seen what lay hidden under an own open edit' },
  { seed: 25, taught: 'naming an op as seen names all it wrote, the hidden parts too' },
  { seed: 16, taught: 'after a recovery a swallowed change was named instead of the one that swallowed it' },
  { seed: 50, taught: 'a change that only the journal held was not on the screen' },
  { seed: 220, taught: 'an edit built on a change that was just decided against conflicted with its own author' },
  { seed: 282, taught: 'a delete built on such a change did, too' },
  { seed: 332, taught: 'a delete that missed one unit claimed to have seen none' },
  { seed: 358, taught: 'a derived id made anew after the loss of the disk' },
  { seed: 496, taught: 'a change that swallowed another may stand in either place' },
  { seed: 737, taught: 'an unset value and a missing one are the same' },
  { seed: 113, taught: 'a store that failed during recovery was taken for a journal that failed' },
  { seed: 779, taught: 'the same, with nothing else left of the work' },
  { seed: 1003, taught: 'the same, seen as a value that vanished' },
];
