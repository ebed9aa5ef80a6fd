import type { Source } from './files.ts';
import { firstBytes } from './pieces.ts';

const HEAD = 64 * 1024;

/** A source as sniffers see it: its names by extension, and the beginnings of its files, each read once for all of them. */
export class Look {
  readonly source: Source;
  readonly #byExtension = new Map<string, string[]>();
  readonly #heads = new Map<string, Promise<string>>();

  constructor(source: Source) {
    this.source = source;
    for (const name of source.names) {
      const extension = extensionOf(name);
      const there = this.#byExtension.get(extension);
      if (there === undefined) this.#byExtension.set(extension, [name]);
      else there.push(name);
    }
  }

  /** Files with one of these extensions (small letters, no dot). */
  named(...extensions: readonly string[]): readonly string[] {
    return extensions.flatMap((extension) => this.#byExtension.get(extension) ?? []);
  }

  /** The first 64 KB as text, whatever they are. */
  async head(name: string): Promise<string> {
    const known = this.#heads.get(name) ?? firstBytes(this.source, name, HEAD).then((bytes) => new TextDecoder('utf-8').decode(bytes));
    this.#heads.set(name, known);
    return known;
  }
}

/** The extension of a file name in small letters, without the dot. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < name.lastIndexOf('/') + 1 ? '' : name.slice(dot + 1).toLowerCase();
}

/** A path without its extension. */
export function stemOf(name: string): string {
  const extension = extensionOf(name);
  return extension === '' ? name : name.slice(0, -extension.length - 1);
}

const PICTURES = new Set(['jpg', 'jpeg', 'png', 'bmp', 'gif', 'webp', 'tif', 'tiff', 'avif', 'heic']);

export function isPicture(name: string): boolean {
  return PICTURES.has(extensionOf(name));
}
