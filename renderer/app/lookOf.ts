import { HASH_SIDE, perceptualHash } from '#shared/vision/perceptualHash.ts';

/** What a picture looks like, as a perceptual hash; null when it cannot be read. */
export async function lookOf(picture: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(picture, { resizeWidth: HASH_SIDE, resizeHeight: HASH_SIDE, resizeQuality: 'medium' }).catch(() => null);
  const context = new OffscreenCanvas(HASH_SIDE, HASH_SIDE).getContext('2d', { willReadFrequently: true });
  if (bitmap === null || context === null) return null;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, HASH_SIDE, HASH_SIDE);
  // BT.601 luma; the hash only compares, so which weights does not matter as long as they stay.
  return perceptualHash(Float64Array.from({ length: HASH_SIDE * HASH_SIDE }, (_none, at) => 0.299 * (data[at * 4] ?? 0) + 0.587 * (data[at * 4 + 1] ?? 0) + 0.114 * (data[at * 4 + 2] ?? 0)));
}
