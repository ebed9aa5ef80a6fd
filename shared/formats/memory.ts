import { AppError } from '../base/errors.ts';
import type { Sink, Source } from './format.ts';

/** Files in memory to read from. */
export function memorySource(files: ReadonlyMap<string, Uint8Array>): Source {
  const get = (name: string): Uint8Array => {
    const found = files.get(name);
    if (found === undefined) throw new AppError('formats/no-file', `There is no file “${name}”.`, { params: { name } });
    return found;
  };
  return { names: [...files.keys()], size: (name) => get(name).length, read: (name) => Promise.resolve(get(name)) };
}

/** Collects what a writer writes. */
export function memorySink(): Sink & { readonly files: ReadonlyMap<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    write: (name, bytes) => {
      files.set(name, bytes);
      return Promise.resolve();
    },
  };
}
