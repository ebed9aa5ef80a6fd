import { useMemo } from 'react';
import { useWork } from '../benchContext.ts';

/** Names that are offered: those of the project in its order, then those that were written freely in this task. */
export function useRelationNames(): readonly string[] {
  const offered = useWork((work) => work.about?.relations);
  const document = useWork((work) => work.open?.editor.document ?? null);
  const revision = useWork((work) => work.revision);
  // The document changes in place; its revision says when it is another one.
  const now = useMemo(() => ({ document, revision }), [document, revision]);
  return useMemo(() => [...new Set([...(offered ?? []), ...(now.document?.all('relation') ?? []).map(({ name }) => name).sort()])], [offered, now]);
}
