/** What an error can carry besides its code and sentence. */
export interface ErrorDetails {
  /** Values for the translated sentence, e.g. `{ name: 'a.jpg' }`. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly cause?: unknown;
}

/**
 * An error with a reader: a code for the program (`room/what`), a sentence for the person and a cause for the log.
 * Expected refusals are values; this is for what the caller could not foresee.
 */
export class AppError extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: string, sentence: string, details: ErrorDetails = {}) {
    super(sentence, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.params = details.params ?? {};
  }
}

/** The code of any thrown value; `unexpected` for what is not ours. */
export function errorCode(error: unknown): string {
  return error instanceof AppError ? error.code : 'unexpected';
}

/** A sentence for any thrown value. */
export function errorSentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
