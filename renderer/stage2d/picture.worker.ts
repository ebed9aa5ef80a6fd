import { fetchBitmap } from './fetchBitmap.ts';
import type { FromPictures, Picture, PictureSource, ToPictures } from './pictureMessages.ts';
import { tileUrl } from './tileGrid.ts';

/** Fetches and decodes pictures away from the page, which must not stop while twelve megapixels are unpacked. */
const FAR = 2048;

self.onmessage = ({ data }: MessageEvent<ToPictures>) => {
  void answer(data);
};

async function answer({ id, source }: ToPictures): Promise<void> {
  const found = await load(source);
  const message: FromPictures = typeof found === 'string' ? { id, problem: found } : { id, picture: found };
  const transfer = typeof found === 'string' ? [] : [found.full, ...(found.far === null ? [] : [found.far])];
  self.postMessage(message, { transfer });
}

/** A picture, or the code of what is wrong with it. */
async function load(source: PictureSource): Promise<Picture | string> {
  const { url, tiles } = source;
  const full = await fetchBitmap(tiles === null ? url : tileUrl({ url, tag: tiles.tag }, { level: 0, x: 0, y: 0 }), null);
  if (typeof full === 'string') return full;
  return { full, far: await smaller(full), width: tiles?.width ?? full.width, height: tiles?.height ?? full.height, source };
}

async function smaller(full: ImageBitmap): Promise<ImageBitmap | null> {
  const factor = FAR / Math.max(full.width, full.height);
  if (factor >= 0.75) return null;
  return createImageBitmap(full, { resizeWidth: Math.max(1, Math.round(full.width * factor)), resizeHeight: Math.max(1, Math.round(full.height * factor)), resizeQuality: 'medium' }).catch(() => null);
}
