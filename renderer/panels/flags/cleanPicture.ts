import { AppError } from '#shared/base/errors.ts';

const TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp']);
const LARGEST = 30_000_000;
const LONGEST = 4096;

/**
 * A pasted or dropped picture without anything but its pixels: painting it anew leaves out camera, place and time (EXIF), and
 * whatever else was hidden in the file.
 */
export async function cleanPicture(file: Blob): Promise<Blob> {
  if (!TYPES.has(file.type)) throw new AppError('flags/picture-type', 'Only PNG, JPEG and WebP pictures can be added to a flag.');
  if (file.size > LARGEST) throw new AppError('flags/picture-size', 'This picture is larger than 30 MB. Crop it and add it again.');
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch((cause: unknown) => {
    throw new AppError('flags/picture-broken', 'This picture cannot be read. Save it again in another program and add it then.', { cause });
  });
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.convertToBlob({ type: file.type, quality: 0.92 });
}
