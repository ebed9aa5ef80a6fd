import type { Op } from '../model/ops.ts';
import type { ReadDocument } from '../model/document.ts';
import type { NewId } from '../base/id.ts';

/** An expected "no": a code to translate, never an exception. */
export interface Refusal {
  readonly refused: string;
}

export function refused(why: string): Refusal {
  return { refused: why };
}

/** What an edit may use beside the document and its arguments. */
export interface EditContext {
  readonly newId: NewId;
  /** Wall clock, milliseconds; stored for display only. */
  readonly now: number;
  /** Pseudonym of the person who edits. */
  readonly actor: string;
}

/** A named intent: a pure function from document and arguments to ops. All change goes through one of these. */
export interface Edit<Args> {
  readonly name: string;
  readonly run: (document: ReadDocument, args: Args, context: EditContext) => readonly Op[] | Refusal;
}

export function edit<Args>(name: string, run: Edit<Args>['run']): Edit<Args> {
  return { name, run };
}

export function isRefusal(result: readonly Op[] | Refusal): result is Refusal {
  return 'refused' in result;
}
