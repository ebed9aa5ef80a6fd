import { basename, join } from 'node:path';
import type { SizeOf } from './convert.ts';
import { lookAtPicture } from '../services/media/lookAtFile.ts';

/** Looks for the picture where its annotations are and one folder up, by its path and by its name alone. */
export function sizeBeside(folder: string): SizeOf {
  return async (name) => {
    for (const path of [join(folder, name), join(folder, basename(name)), join(folder, '..', name), join(folder, '..', basename(name))]) {
      const { width, height } = await lookAtPicture(path).catch(() => ({ width: null, height: null }));
      if (width !== null && height !== null) return { width, height };
    }
    return null;
  };
}
