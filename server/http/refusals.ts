import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { ServerRefusal } from '#shared/sync/messages.ts';
import { sqlState } from '../database/retrying.ts';

/** HTTP status of each refusal. What is not listed is a fault of ours: 500, and its cause stays in the log. */
const STATUS: Readonly<Record<string, number>> = {
  malformed: 400, not_member: 403, no_stream: 404, 'session/refused': 401, 'session/ended': 401, 'session/needed': 401, 'project/forbidden': 403, 'project/unknown': 404,
  'members/unknown': 404, 'invitation/unknown': 404, 'invitation/other-org': 403, 'password/wrong': 403,
  'server/unknown-address': 404, 'blob/unknown': 404, device_forked: 409, 'project/taken': 409, 'items/changed': 409, 'account/taken': 409, 'project/last-lead': 409, cursor_too_old: 410,
  'blob/damaged': 422, 'password/short': 422, 'password/guessable': 422, upgrade: 426, too_many: 429, 'server/busy': 503,
};

/** A refusal that says when to come back. */
export function comeBack(code: 'too_many' | 'server/busy', sentence: string, seconds: number): AppError {
  return new AppError(code, sentence, { params: { seconds } });
}

/** Turns whatever was thrown into `{ code, sentence }`. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, refusal, seconds } = describe(error);
  if (status >= 500 && status !== 503) request.log.error({ err: error }, 'unexpected');
  if (seconds !== null) void reply.header('retry-after', String(seconds));
  void reply.code(status).send(refusal);
}

interface Described {
  readonly status: number;
  readonly refusal: ServerRefusal;
  readonly seconds: number | null;
}

export function describe(error: unknown): Described {
  if (error instanceof AppError) {
    const status = STATUS[error.code];
    if (status !== undefined) return { status, refusal: { code: error.code, sentence: error.message }, seconds: secondsOf(error, status) };
  }
  if (error instanceof ZodError) return plain(400, 'malformed', `The request is not understood: ${issueOf(error)}.`);
  if (error instanceof RangeError && error.message.includes('call stack')) return plain(400, 'malformed', 'The request is nested too deeply.');
  return describeSql(sqlState(error)) ?? describeFastify(error);
}

/** What the second wall says, in the words of the first; and text that SQL cannot hold. */
function describeSql(state: string): Described | null {
  if (state === '42501' || state === '23503') return describe(unknownProject());
  return state === '22P05' || state === '22021' ? plain(400, 'malformed', 'The request holds a sign that cannot be stored.') : null;
}

/** The same words for what does not exist and for what is not yours. */
export function unknownProject(): AppError {
  return new AppError('project/unknown', 'This project does not exist, or you no longer have access to it. Export your unsynced work if you have some.');
}

function describeFastify(error: unknown): Described {
  const { statusCode, code } = fastifyParts(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return plain(413, 'too_large', 'The request is larger than this server takes. Send it in smaller parts.');
  if (statusCode === 415) return plain(415, 'malformed', 'This server understands JSON only here.');
  if (statusCode >= 400 && statusCode < 500) return plain(statusCode, 'malformed', 'The request is not understood.');
  return plain(500, 'server/unexpected', 'Something went wrong on the server. Your work is safe on your computer; it will be sent again.');
}

function fastifyParts(error: unknown): Pick<FastifyError, 'code'> & { statusCode: number } {
  if (!(error instanceof Error)) return { code: '', statusCode: 500 };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, statusCode: 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500 };
}

function plain(status: number, code: string, sentence: string): Described {
  return { status, refusal: { code, sentence }, seconds: null };
}

function secondsOf(error: AppError, status: number): number | null {
  const seconds = error.params['seconds'];
  if (typeof seconds === 'number') return seconds;
  return status === 503 ? 1 : null;
}

/** Where the request is wrong, without repeating what was sent. */
function issueOf(error: ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'unknown reason' : `${issue.path.slice(0, 6).join('.').slice(0, 120) || 'body'}: ${issue.code}`;
}
