import { AppError } from '#shared/base/errors.ts';
import { plainHeaders } from './contentPolicy.ts';
import { faultLog } from './runLog.ts';

export interface AppRequests {
  /** The built page. */
  readonly page: (request: Request) => Promise<Response>;
  /** The store's bulk bytes. */
  readonly bulk: (request: Request) => Promise<Response>;
  readonly log: (text: string) => void;
}

const BULK = /^\/(?:media|picture|thumb|tile|frame|blob)\//;

/** The one handler both hosts mount: the page and its bulk bytes, on one origin. It never throws and never explains a fault. */
export function appRequests({ page, bulk, log }: AppRequests): (request: Request) => Promise<Response> {
  return async (request) => {
    const response = await answer(request).catch((error: unknown) => failed(error, log));
    for (const [name, value] of Object.entries(plainHeaders)) response.headers.set(name, value);
    return response;
  };
  async function answer(request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    const isBulk = BULK.test(new URL(request.url).pathname);
    return isBulk ? bulk(request) : page(request);
  }
}

function failed(error: unknown, log: (text: string) => void): Response {
  if (error instanceof AppError) return Response.json({ code: error.code, sentence: error.message }, { status: 503 });
  if (error instanceof Error && error.name === 'AbortError') return new Response(null, { status: 499 });
  faultLog(log)('request', error);
  return Response.json({ code: 'unexpected', sentence: 'This could not be loaded. The log in the profile folder says more.' }, { status: 500 });
}
