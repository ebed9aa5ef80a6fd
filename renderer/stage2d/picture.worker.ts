import type { FromPictures, Picture, ToPictures } from './pictureMessages.ts';

/** Fetches and decodes pictures away from the page, which must not stop while twelve megapixels are unpacked. */
const FAR = 2048;
const CODE = /^[a-z0-9-]+\/[a-z0-9-]+$/;

self.onmessage = ({ data }: MessageEvent<ToPictures>) => {
  void answer(data);
};

async function answer({ id, url }: ToPictures): Promise<void> {
  const found = await load(url);
  const message: FromPictures = typeof found === 'string' ? { id, problem: found } : { id, picture: found };
  const transfer = typeof found === 'string' ? [] : [found.full, ...(found.far === null ? [] : [found.far])];
  self.postMessage(message, { transfer });
}

/** A picture, or the code of what is wrong with it. */
async function load(url: string): Promise<Picture | string> {
  const response = await fetch(url).catch(() => null);
  if (response === null) return 'media/unreachable';
  if (!response.ok) return refusalOf(response);
  const blob = await response.blob().catch(() => null);
  if (blob === null) return 'media/unreachable';
  if (blob.size === 0) return 'media/empty';
  const full = await createImageBitmap(blob).catch(() => null);
  if (full === null) return 'media/broken';
  return { full, far: await smaller(full), width: full.width, height: full.height };
}

async function smaller(full: ImageBitmap): Promise<ImageBitmap | null> {
  const factor = FAR / Math.max(full.width, full.height);
  if (factor >= 0.75) return null;
  return createImageBitmap(full, { resizeWidth: Math.max(1, Math.round(full.width * factor)), resizeHeight: Math.max(1, Math.round(full.height * factor)), resizeQuality: 'medium' }).catch(() => null);
}

async function refusalOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const code: unknown = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
  return typeof code === 'string' && CODE.test(code) ? code : 'media/unreadable';
}
