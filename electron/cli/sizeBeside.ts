import { basename, join } from 'node:path';
import type { SizeOf } from './convert.ts';
import { lookAtPicture } from '../services/media/lookAtFile.ts';

/** Looks for the picture where its annotations are: by its path, by its name alone, and one folder up. */
export function sizeBeside(folder: string): SizeOf {
  return async (name) => {
    for (const path of [join(folder, name), join(folder, basename(name)), join(folder, '..', basename(name))]) {
      const { width, height } = await lookAtPicture(path).catch(() => ({ width: null, height: null }));
      if (width !== null && height !== null) return { width, height };
    }
    return null;
  };
}
