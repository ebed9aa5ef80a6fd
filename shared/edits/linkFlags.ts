import { flagLinkIdOf, type FlagId } from '../model/ids.ts';
import type { ReadDocument } from '../model/document.ts';
import type { Op } from '../model/ops.ts';
import { edit, refused } from './edit.ts';

export interface LinkFlagsArgs {
  readonly of: readonly FlagId[];
  readonly to: readonly FlagId[];
  /** One answer settles both, or it does not. */
  readonly same: boolean;
}

/** Puts questions together, or parts them, for good: the grouping by likeness no longer decides about these pairs. */
export const linkFlags = edit<LinkFlagsArgs>('flag.link', (document, args, { now }) => {
  const ops = linkOps(document, args, now);
  return ops.length === 0 ? refused('edit/nothing-to-link') : ops;
});

/** One op for each pair about which something else, or nothing, was said before. */
export function linkOps(document: ReadDocument, { of, to, same }: LinkFlagsArgs, at: number): readonly Op[] {
  const ops = new Map<string, Op>();
  for (const one of of) {
    for (const other of to) {
      if (one === other) continue;
      const id = flagLinkIdOf(one, other);
      const known = document.get(id);
      const [a, b] = one < other ? [one, other] : [other, one];
      if (known?.type !== 'flagLink') ops.set(id, { op: 'put', record: { id, type: 'flagLink', a, b, same, at } });
      else if (known.same !== same) ops.set(id, { op: 'patch', id, set: { same, at } });
    }
  }
  return [...ops.values()];
}
