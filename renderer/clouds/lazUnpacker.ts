import type { LazPoints, LazUnpacker } from '#shared/clouds/las/readLas.ts';

/** What is used of laz-perf's module; its own types need those of its compiler. */
export interface LazLibrary {
  /** Another array after the memory has grown. */
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
  readonly LASZip: new () => { open(at: number, length: number): void; getPoint(to: number): void; getPointLength(): number; delete(): void };
}

/** What the package exports, as far as it is used. */
export interface LazPerfModule {
  create(options?: { readonly wasmBinary?: ArrayBuffer }): Promise<LazLibrary>;
}

/**
 * Unpacks LAZ with laz-perf. The file and a batch of points lie in the memory of its module, which never shrinks: a
 * worker that has unpacked a large file is better ended than kept.
 */
export function createLazUnpacker(library: LazLibrary): LazUnpacker {
  return { open: (file) => openPoints(library, file) };
}

function openPoints(library: LazLibrary, file: Uint8Array): LazPoints {
  const fileAt = library._malloc(file.length);
  if (fileAt === 0) throw new Error('no room for the file');
  library.HEAPU8.set(file, fileAt);
  const zip = new library.LASZip();
  let batch = { at: 0, bytes: 0 };
  const free = (): void => {
    zip.delete();
    library._free(fileAt);
    if (batch.at !== 0) library._free(batch.at);
  };
  try {
    zip.open(fileAt, file.length);
  } catch (cause) {
    free();
    throw new Error('not a file it can open', { cause });
  }
  const stride = zip.getPointLength();
  return {
    next: (count) => {
      if (batch.bytes < count * stride) {
        if (batch.at !== 0) library._free(batch.at);
        batch = { at: library._malloc(count * stride), bytes: count * stride };
      }
      for (let n = 0, to = batch.at; n < count; n += 1, to += stride) zip.getPoint(to);
      return library.HEAPU8.subarray(batch.at, batch.at + count * stride);
    },
    close: free,
  };
}
