import { AppError } from '#shared/base/errors.ts';

const FULL = 'The disk is full: the database of this computer could not be written. Free some space; your work continues from where it is.';
const CLOSED = 'The database of this computer cannot be written, mostly because the disk is full. Free some space; your work continues from where it is.';

/** What the browser says when its database gives way. */
const NAMES: Readonly<Record<string, string>> = { QuotaExceededError: FULL, UnknownError: CLOSED, OpenFailedError: CLOSED, DatabaseClosedError: CLOSED, AbortError: CLOSED, InvalidStateError: CLOSED };

/** Failures of the database itself, in words for a person; anything else as it is. */
export function storeFailure(error: unknown): unknown {
  for (let at = error; at instanceof Error; at = 'inner' in at ? at.inner : null) {
    const sentence = NAMES[at.name];
    if (sentence !== undefined) return new AppError(sentence === FULL ? 'database/full' : 'database/cannot-write', sentence, { cause: error });
  }
  return error;
}
