import { readFile, rename } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { Clock } from '#shared/base/ports.ts';
import { diskError, systemCode } from './diskError.ts';
import { writeDurable } from './writeDurable.ts';

/** How one kind of JSON file of ours is told from another, and from one written by a newer program. */
export interface JsonFormat<T> {
  readonly format: string;
  readonly version: number;
  /** Room of the error codes: `project` gives `project/newer` and `project/broken`. */
  readonly room: string;
  readonly schema: z.ZodType<T>;
}

const head = z.object({ format: z.string(), version: z.number() });

/** Reads a file of ours. `null` when there is none. A newer or a broken one is refused and left as it is. */
export async function readJsonFile<T>(path: string, kind: JsonFormat<T>): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return null;
    throw diskError(cause, path);
  }
  return parseJsonFile(text, basename(path), kind);
}

/** The same for text that is already in hand. */
export function parseJsonFile<T>(text: string, name: string, kind: JsonFormat<T>): T {
  const value = jsonOf(text, name, kind.room);
  const found = head.safeParse(value);
  if (!found.success || found.data.format !== kind.format) throw broken(name, kind.room, `it is not a ${kind.format} file`);
  if (found.data.version > kind.version) {
    throw new AppError(`${kind.room}/newer`, `“${name}” was written by a newer Sightline (file version ${found.data.version}; this one reads up to ${kind.version}). Update Sightline to open it; the file was not touched.`, {
      params: { name, version: found.data.version, supported: kind.version },
    });
  }
  const parsed = kind.schema.safeParse(value);
  if (!parsed.success) throw broken(name, kind.room, firstIssue(parsed.error));
  return parsed.data;
}

/** Writes a file of ours, with its format and version in front. */
export async function writeJsonFile<T extends object>(path: string, kind: Pick<JsonFormat<T>, 'format' | 'version'>, value: T): Promise<void> {
  await writeDurable(path, jsonFileText(kind, value));
}

/** The text of a file of ours. */
export function jsonFileText<T extends object>(kind: Pick<JsonFormat<T>, 'format' | 'version'>, value: T): string {
  return `${JSON.stringify({ format: kind.format, version: kind.version, ...value })}\n`;
}

/** Reads a file of ours; a broken one is moved aside, kept, and reported, so that the program goes on without it. */
export async function readOrSetAside<T>(path: string, kind: JsonFormat<T>, clock: Clock): Promise<{ readonly value: T | null; readonly setAside: string | null }> {
  try {
    return { value: await readJsonFile(path, kind), setAside: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== `${kind.room}/broken`) throw error;
    const aside = `${path}.damaged-${clock.now()}`;
    await rename(path, aside);
    return { value: null, setAside: basename(aside) };
  }
}

function jsonOf(text: string, name: string, room: string): unknown {
  try {
    const value: unknown = JSON.parse(text, (key, part: unknown) => (key === '__proto__' ? undefined : part));
    return value;
  } catch (cause) {
    throw new AppError(`${room}/broken`, `“${name}” is not readable: it is not valid JSON.`, { params: { name }, cause });
  }
}

function broken(name: string, room: string, why: string): AppError {
  return new AppError(`${room}/broken`, `“${name}” is not readable: ${why}.`, { params: { name, why } });
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'its contents do not fit' : `${issue.path.join('.') || 'its contents'}: ${issue.message}`;
}
