import { joinBytes } from '../../base/joinBytes.ts';
import type { Source } from './files.ts';
import { extensionOf, stemOf } from './look.ts';
import { noSuchFile } from './memory.ts';
import type { OpenFile } from './files.ts';
import { zipSource } from './zipSource.ts';

const PIECE = 1 << 20;

/**
 * Files as one source. Archives among them are opened: the files of an archive that stands alone keep their names,
 * others are in a folder named after it.
 */
export async function mountFiles(files: readonly OpenFile[]): Promise<Source> {
  const sources = new Map<string, { readonly source: Source; readonly name: string }>();
  for (const file of files) {
    const isArchive = extensionOf(file.name) === 'zip';
    const source = isArchive ? await zipSource(file) : fileSource(file);
    const folder = isArchive && files.length > 1 ? `${stemOf(file.name)}/` : '';
    for (const name of source.names) sources.set(`${folder}${name}`, { source, name });
  }
  const get = (name: string): { readonly source: Source; readonly name: string } => {
    const found = sources.get(name);
    if (found === undefined) throw noSuchFile(name);
    return found;
  };
  return {
    names: [...sources.keys()],
    size: (name) => get(name).source.size(get(name).name),
    read: async (name) => get(name).source.read(get(name).name),
    stream: (name) => get(name).source.stream(get(name).name),
  };
}

function fileSource(file: OpenFile): Source {
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < file.size; ) {
      const part = await file.part(at, Math.min(file.size, at + PIECE));
      if (part.length === 0) return;
      at += part.length;
      yield part;
    }
  }
  return {
    names: [file.name],
    size: () => file.size,
    read: async () => {
      const parts: Uint8Array[] = [];
      for await (const part of stream()) parts.push(part);
      return joinBytes(parts);
    },
    stream,
  };
}
