import { AppError, errorCode } from '#shared/base/errors.ts';
import { memorySource } from '#shared/clouds/byteSource.ts';
import { readCloud } from '#shared/clouds/readCloud.ts';
import { sampleOrder } from '#shared/clouds/sampleOrder.ts';
import type { CloudTrouble, Fetched, FromClouds, ShownCloud, ToClouds } from './cloudMessages.ts';

/** Fetches and reads clouds away from the page. */
self.onmessage = ({ data }: MessageEvent<ToClouds>) => {
  void answer(data);
};

async function answer({ id, url }: ToClouds): Promise<void> {
  const fetched = await load(url, (share) => self.postMessage({ id, share } satisfies FromClouds)).catch((error: unknown): Fetched => ({ trouble: troubleOf(error) }));
  const transfer = 'shown' in fetched ? buffersOf(fetched.shown) : [];
  self.postMessage({ id, ...fetched } satisfies FromClouds, { transfer });
}

async function load(url: string, onProgress: (share: number) => void): Promise<Fetched> {
  const response = await fetch(url).catch(() => null);
  if (response === null) return { trouble: { code: 'media/unreachable', params: {} } };
  if (!response.ok) return { trouble: { code: await refusalOf(response), params: {} } };
  const name = nameOf(response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const cloud = await readCloud(memorySource(name, bytes), { onProgress, laz: async () => (await import('./openLaz.ts')).openLaz() });
  return { shown: { name, cloud, order: sampleOrder(cloud.count) } };
}

function nameOf(response: Response): string {
  const coded = /filename\*=UTF-8''([^;]*)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return coded === undefined ? '' : decodeURIComponent(coded);
}

async function refusalOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const code: unknown = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
  return typeof code === 'string' ? code : 'media/unreadable';
}

function troubleOf(error: unknown): CloudTrouble {
  if (!(error instanceof AppError)) return { code: error instanceof RangeError ? 'cloud/memory' : 'media/unreadable', params: {} };
  return { code: errorCode(error), params: Object.fromEntries(Object.entries(error.params).map(([key, value]) => [key, String(value)])) };
}

/** Columns may share their numbers; every buffer is handed over once. */
function buffersOf({ cloud, order }: ShownCloud): ArrayBuffer[] {
  const buffers = [cloud.positions, order, ...cloud.columns.map(({ values }) => values)].map(({ buffer }) => buffer as ArrayBuffer);
  return [...new Set(buffers)];
}
