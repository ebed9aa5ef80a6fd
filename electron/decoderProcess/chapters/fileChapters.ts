import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FileBytes, FileChapter } from './fileBytes.ts';
import { matroskaChapters } from './matroskaChapters.ts';
import { mp4Chapters } from './mp4Chapters.ts';

const MOST = 1000;
const LONGEST_TITLE = 200;

/** The chapters that a file brings, in order. The library has no door to them. What cannot be read is left out: a clip without its chapters is a clip. */
export function fileChapters(path: string, container: string): FileChapter[] {
  const read = /\bmp4\b/.test(container) ? mp4Chapters : /\bmatroska\b/.test(container) ? matroskaChapters : null;
  if (read === null) return [];
  const file = openSync(path, 'r');
  try {
    const bytes: FileBytes = {
      size: fstatSync(file).size,
      read: (at, length) => {
        const into = Buffer.alloc(length);
        return into.subarray(0, readSync(file, into, 0, length, at));
      },
    };
    return read(bytes).slice(0, MOST).map((chapter) => ({ ...chapter, title: chapter.title.trim().slice(0, LONGEST_TITLE) })).toSorted((a, b) => a.from - b.from);
  } catch {
    return [];
  } finally {
    closeSync(file);
  }
}
