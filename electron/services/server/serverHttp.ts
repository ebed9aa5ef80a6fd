import type * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import { notOurs, refusalOf, unreachable } from './serverRefusals.ts';

/** One request to the server. `path` is below the server's address. */
export interface Ask {
  readonly address: string;
  readonly method: 'GET' | 'POST' | 'DELETE' | 'HEAD' | 'PATCH';
  readonly path: string;
  readonly token: string | null;
  readonly json?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | null;
  /** `none` for streams, which live as long as both sides want. */
  readonly limitMs?: number | 'none';
}

const LIMIT_MS = 30_000;

/**
 * Sends one request. Redirects are refused: a token must not follow one to another machine. Statuses are the
 * caller's to judge; no answer within the limit counts as unreachable.
 */
export async function send(request: typeof globalThis.fetch, ask: Ask): Promise<Response> {
  const limit = ask.limitMs === 'none' ? [] : [AbortSignal.timeout(ask.limitMs ?? LIMIT_MS)];
  const signals = [...limit, ...(ask.signal === null ? [] : [ask.signal as globalThis.AbortSignal])];
  const body = ask.json === undefined ? (ask.bytes ?? null) : JSON.stringify(ask.json);
  try {
    return await request(`${ask.address}${ask.path}`, { method: ask.method, headers: headersOf(ask), body, redirect: 'error', signal: AbortSignal.any(signals) });
  } catch (cause) {
    ask.signal?.throwIfAborted();
    throw unreachable(ask.address, cause);
  }
}

/** Sends a request and parses the answer. */
export async function sendForJson<T extends z.ZodType>(request: typeof globalThis.fetch, ask: Ask, gives: T): Promise<z.infer<T>> {
  return answerOf(await send(request, ask), ask, gives);
}

/** The parsed answer; every status beside 2xx is an error with its code. */
export async function answerOf<T extends z.ZodType>(response: Response, ask: Pick<Ask, 'address' | 'signal'>, gives: T): Promise<z.infer<T>> {
  if (!response.ok) throw await refusalOf(response);
  let value: unknown;
  try {
    value = await response.json();
  } catch (cause) {
    ask.signal?.throwIfAborted();
    if (cause instanceof SyntaxError) throw notOurs(ask.address);
    throw unreachable(ask.address, cause);
  }
  const parsed = gives.safeParse(value);
  if (!parsed.success) throw notOurs(ask.address);
  return parsed.data;
}

/** Sends a request whose answer has no content. */
export async function sendForNothing(request: typeof globalThis.fetch, ask: Ask): Promise<void> {
  const response = await send(request, ask);
  if (!response.ok) throw await refusalOf(response);
  await response.body?.cancel();
}

/** Whether an error is a refusal with this code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof AppError && error.code === code;
}

function headersOf({ token, json, bytes, headers }: Ask): Record<string, string> {
  return {
    accept: 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(bytes === undefined ? {} : { 'content-type': 'application/offset+octet-stream' }),
    ...headers,
  };
}
