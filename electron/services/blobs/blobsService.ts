import type { StoreServices } from '../machine.ts';
import type { BlobStore } from './blobStore.ts';

/** Brings a blob here from the server; `false` when the server has none. */
export type FetchBlob = (ask: { account: string; project: string; sha256: string }, signal: AbortSignal | null) => Promise<boolean>;

export function blobsService(store: BlobStore, fetchBlob: FetchBlob): StoreServices['blobs'] {
  return {
    put: async ({ bytes }) => ({ sha256: await store.put(bytes) }),
    has: async ({ sha256 }) => Promise.all(sha256.map((one) => store.has(one))),
    need: async (ask, options) => ({ here: (await store.has(ask.sha256)) || (await fetchBlob(ask, options?.signal ?? null)) }),
  };
}
