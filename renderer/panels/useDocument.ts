import type { ReadDocument } from '#shared/model/document.ts';
import { useWork } from './benchContext.ts';

/** The open document; the panel reads it again after every change. Null when no task is open. */
export function useDocument(): ReadDocument | null {
  useWork((work) => work.revision);
  return useWork((work) => work.open?.editor.document ?? null);
}

/** The project's records, together with those of the task in hand if there is one. */
export function useProjectDocument(): ReadDocument | null {
  useWork((work) => work.revision);
  return useWork((work) => work.editor?.document ?? null);
}
