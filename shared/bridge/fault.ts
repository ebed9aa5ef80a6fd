import { AppError } from '../base/errors.ts';
import type { Frame } from './service.ts';

/** How an error crosses a wire. */
export type Fault = Extract<Frame, { kind: 'error' }>['body'];

/**
 * Errors of ours cross as they are. Any other error stays on its side, where its message, stack and paths belong; the
 * asker gets a code and a plain sentence.
 */
export function faultOf(error: unknown, method: string): Fault {
  if (error instanceof AppError) return { code: error.code, sentence: error.message, params: error.params };
  return { code: 'unexpected', sentence: `Something went wrong inside Sightline (${method}). Try again; if it stays, the log in the profile folder says more.`, params: { method } };
}

export function errorOf(fault: Fault): AppError {
  return new AppError(fault.code, fault.sentence, { params: fault.params });
}
