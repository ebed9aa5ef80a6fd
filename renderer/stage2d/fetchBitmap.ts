import { FRAME_MEDIA_TYPE } from '#shared/bridge/clipFrame.ts';
import { frameBitmap } from './frameBitmap.ts';

const CODE = /^[a-z0-9-]+\/[a-z0-9-]+$/;

/** Fetches and decodes a picture of our own origin: the picture, or the code of what is wrong with it. */
export async function fetchBitmap(url: string, signal: AbortSignal | null): Promise<ImageBitmap | string> {
  const response = await fetch(url, { signal }).catch(() => null);
  if (response === null) return 'media/unreachable';
  if (!response.ok) return refusalOf(response);
  if (response.headers.get('content-type') === FRAME_MEDIA_TYPE) return frameBitmap(response).catch(() => 'media/unreachable');
  const blob = await response.blob().catch(() => null);
  if (blob === null) return 'media/unreachable';
  if (blob.size === 0) return 'media/empty';
  return createImageBitmap(blob).catch(() => 'media/broken');
}

async function refusalOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const code: unknown = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
  return typeof code === 'string' && CODE.test(code) ? code : 'media/unreadable';
}
