import { basename, join } from 'node:path';
import type { Source } from '#shared/formats/files/files.ts';
import { lookAtPicture, sidesOf } from '../services/media/lookAtFile.ts';
import type { SizeOf } from './convert.ts';

/** Looks for the picture where its annotations are and one folder up, by its path and by its name alone, and in the archive they are in. */
export function sizeBeside(folder: string, source: Source): SizeOf {
  const inside = new Set(source.names);
  return async (name) => {
    for (const path of [join(folder, name), join(folder, basename(name)), join(folder, '..', name), join(folder, '..', basename(name))]) {
      const { width, height } = await lookAtPicture(path).catch(() => ({ width: null, height: null }));
      if (width !== null && height !== null) return { width, height };
    }
    return inside.has(name) ? sidesOf(await source.read(name)) : null;
  };
}
