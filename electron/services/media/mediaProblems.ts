import { AppError } from '#shared/base/errors.ts';

/** Larger pictures are refused before a byte is decoded: cutting them into tiles would take hours and the whole disk. */
export const MOST_PIXELS = 1_600_000_000;
export const LONGEST_SIDE = 65_500;

interface Facts {
  readonly width: number | null;
  readonly height: number | null;
}

const SENTENCES: Readonly<Record<string, string>> = {
  'media/empty': 'is an empty file (0 bytes). Copy it again from where it came.',
  'media/broken': 'is damaged or incomplete and cannot be shown. Copy it again from where it came.',
  'media/unsupported': 'is of a kind that cannot be shown here. Convert it to JPEG or PNG first.',
  'media/not-yet': 'is a clip or a sequence; there is no picture of it.',
  'cloud/no-frames': 'holds no point clouds: there is no file that ends in .pcd, .ply, .las, .laz, .xyz, .pts or .bin.',
  'cloud/no-such-frame': 'has no such frame.',
  'media/changed': 'changed while it was open. Open it again to see it as it is now.',
  'media/not-prepared': 'has to be prepared again before it can be shown: its tiles are not there any more. Open it once more.',
  'media/interlaced': 'is interlaced (or progressive) and too large to be read in that form. Save it without, then open it again.',
  'media/preview-later': 'is so large that its preview is made when it is opened for the first time.',
  'video/no-frames': 'has no frames that can be shown. Copy it again from where it came.',
  'media/missing': 'is not there any more. It may have been moved, renamed or deleted.',
};

/** A problem of a media file as an error for the person, naming the file. */
export function mediaProblem(code: string, name: string, { width, height }: Facts = { width: null, height: null }): AppError {
  if (code === 'media/too-large') {
    return new AppError(code, `“${name}” is too large to show: ${width} × ${height} pixels. Up to ${MOST_PIXELS / 1_000_000} million pixels and ${LONGEST_SIDE} on a side can be shown; cut it into tiles first.`, {
      params: { name, width: width ?? 0, height: height ?? 0 },
    });
  }
  return new AppError(code, `“${name}” ${SENTENCES[code] ?? 'cannot be shown.'}`, { params: { name } });
}

export function isTooLarge(width: number, height: number): boolean {
  return width * height > MOST_PIXELS || width > LONGEST_SIDE || height > LONGEST_SIDE;
}
