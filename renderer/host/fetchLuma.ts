import { AppError } from '#shared/base/errors.ts';
import { LUMA_MEDIA_TYPE } from '#shared/bridge/clipFrame.ts';

const CODE = /^[a-z0-9-]+\/[a-z0-9-]+$/;

/** Fetches brightness of our own origin; what is wrong with it is told by its code. */
export async function fetchLuma(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal });
  if (response.ok && response.headers.get('content-type') === LUMA_MEDIA_TYPE) return new Uint8Array(await response.arrayBuffer());
  const body: unknown = await response.json().catch(() => null);
  const code: unknown = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
  throw new AppError(typeof code === 'string' && CODE.test(code) ? code : 'media/unreadable', 'A frame of the clip cannot be read.');
}
