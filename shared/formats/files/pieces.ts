import { AppError } from '../../base/errors.ts';
import { joinBytes } from '../../base/joinBytes.ts';
import type { Source } from './files.ts';

/** The beginning of a file, at most so many bytes. */
export async function firstBytes(source: Source, name: string, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of source.stream(name)) {
    parts.push(part);
    length += part.length;
    if (length >= most) break;
  }
  return joinBytes(parts).subarray(0, most);
}

/** The text of a file in pieces; a mark at its beginning is taken away. Refuses what is not UTF-8. */
export async function* textPieces(source: Source, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (cause) {
      throw notText(name, cause);
    }
  };
  for await (const bytes of source.stream(name)) yield decoded(bytes);
  yield decoded();
}

export function notText(name: string, cause: unknown): AppError {
  return new AppError('formats/not-text', `“${name}” is not UTF-8 text. Save it as UTF-8 and try again.`, { params: { name }, cause });
}

/** A line longer than this is not text that people or tools write. */
const LONGEST_LINE = 64 * 1024 * 1024;

/** The lines of a text file, without their ends, whichever system wrote them. */
export async function* linesOf(source: Source, name: string): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of textPieces(source, name)) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new AppError('formats/long-line', `“${name}” has a line of more than 64 million characters and was not read further.`, { params: { name } });
    yield* lines;
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}
