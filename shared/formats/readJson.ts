import { AppError } from '../base/errors.ts';
import { notText } from './files/pieces.ts';
import type { Source } from './files/files.ts';

/** Files above this are refused before they are opened: the text of a larger one does not fit in one string. */
export const MOST_JSON_BYTES = 480 * 1024 * 1024;

/**
 * A foreign JSON file. Python writes `NaN` and `Infinity`, which are not JSON; they become null, which the readers
 * treat as a missing number, so that one bad value does not cost the file. `__proto__` never becomes a key.
 */
export async function readJson(source: Source, name: string): Promise<unknown> {
  const size = source.size(name);
  if (size > MOST_JSON_BYTES) {
    throw new AppError('formats/too-large', `“${name}” is larger than ${MOST_JSON_BYTES / 1024 / 1024} MB and was not opened. Split it into parts and import them one by one.`, { params: { name } });
  }
  return parseJson(textOf(await source.read(name), name), name);
}

/** The bytes as text, or a refusal that names the file. */
export function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw notText(name, cause);
  }
}

/** Exported for tests and for readers that get text from elsewhere. */
export function parseJson(text: string, name: string): unknown {
  if (text.trim() === '') throw new AppError('formats/empty', `“${name}” is empty.`, { params: { name } });
  const reviver = text.includes('__proto__') || text.includes('\\u') ? withoutProto : undefined;
  try {
    return JSON.parse(text, reviver);
  } catch (cause) {
    try {
      return JSON.parse(withoutNaN(text), reviver);
    } catch {
      throw new AppError('formats/not-json', `“${name}” is not valid JSON; it may have been cut off. Write it again with the program it came from.`, { params: { name }, cause });
    }
  }
}

/** `JSON.parse` makes `__proto__` an own key; whoever copies that object would change its prototype. */
function withoutProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

const NOT_NUMBERS = /-?\b(?:NaN|Infinity)\b/g;

/** Puts null for bare `NaN` and `Infinity`, outside of strings only. */
function withoutNaN(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    parts.push(text.slice(at, end).replace(NOT_NUMBERS, 'null'));
    if (quote < 0) break;
    at = endOfString(text, quote + 1);
    parts.push(text.slice(quote, at));
  }
  return parts.join('');
}

function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at < 0 ? text.length : at + 1;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}
