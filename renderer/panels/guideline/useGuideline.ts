import { useMemo } from 'react';
import { guidelineOf, type Guideline } from '#shared/model/guidelineOf.ts';
import { useWork } from '../benchContext.ts';
import { useProjectDocument } from '../useDocument.ts';

/** The guideline of the project as it follows from what is on this machine. */
export function useGuideline(): Guideline {
  const revision = useWork((work) => work.revision);
  const document = useProjectDocument();
  // The document is one object for as long as the project is open; `revision` says when it has changed.
  return useMemo(() => (document === null || revision < 0 ? guidelineOf([], []) : guidelineOf(document.all('revision'), document.all('guidelineChoice'))), [document, revision]);
}
