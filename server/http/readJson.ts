import type { FastifyInstance } from 'fastify';
import { AppError } from '#shared/base/errors.ts';

const DEEPEST = 64;

/** Replaces the framework's JSON reader by one that refuses what would overflow a recursive reader further in. */
export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseShallow(String(body)));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  // The upload handler reads the stream itself.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
}

export function parseShallow(text: string): unknown {
  if (depthOf(text) > DEEPEST) throw new AppError('malformed', 'The request is nested too deeply.');
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    throw new AppError('malformed', 'The request is not valid JSON.', { cause: error });
  }
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Deepest nesting of brackets outside of strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === 91 || code === 123) deepest = Math.max(deepest, (depth += 1));
    else if (code === 93 || code === 125) depth -= 1;
  }
  return deepest;
}
