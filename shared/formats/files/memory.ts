import { AppError } from '../../base/errors.ts';
import { joinBytes } from '../../base/joinBytes.ts';
import type { Sink, SinkFile, Source } from './files.ts';

/** Files in memory to read from. */
export function memorySource(files: ReadonlyMap<string, Uint8Array>): Source {
  const get = (name: string): Uint8Array => {
    const found = files.get(name);
    if (found === undefined) throw noSuchFile(name);
    return found;
  };
  return {
    names: [...files.keys()],
    size: (name) => get(name).length,
    // A promise that fails rather than a throw, as in every other source.
    read: async (name) => Promise.resolve(get(name)),
    stream: async function* (name) {
      yield await Promise.resolve(get(name));
    },
  };
}

export function noSuchFile(name: string): AppError {
  return new AppError('formats/no-file', `There is no file “${name}”.`, { params: { name } });
}

/** Collects the pieces of one file. */
export function memoryFile(): SinkFile & { readonly bytes: () => Uint8Array } {
  const parts: Uint8Array[] = [];
  return {
    append: (bytes) => Promise.resolve(void parts.push(bytes)),
    close: () => Promise.resolve(),
    bytes: () => joinBytes(parts),
  };
}

/** Collects what a writer writes. */
export function memorySink(): Sink & { readonly files: ReadonlyMap<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    write: (name, bytes) => Promise.resolve(void files.set(name, bytes)),
    open: (name) => {
      const file = memoryFile();
      return Promise.resolve({ append: file.append, close: () => Promise.resolve(void files.set(name, file.bytes())) });
    },
  };
}
