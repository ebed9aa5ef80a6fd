import type { Machine, StoreServices } from '../../electron/services/machine.ts';
import { goTo } from '../../electron/services/meeting.ts';
import { serveStore } from '../../electron/storeProcess/serveStore.ts';
import { readStoreArguments } from '../../electron/storeProcess/storeArguments.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { UtilityProcessStub } from './electronStub.ts';

/** Runs the store's real serving code for a stub process, on the socket it was told, with services that answer just enough to be recognised. */
export async function storeInside(child: UtilityProcessStub, profile: string): Promise<void> {
  const wire = await goTo(readStoreArguments(child.args).point);
  child.on('exit', () => wire.close());
  const clock = { now: () => 0, ticks: () => 0 };
  await serveStore(wire, { profile, version: '9.9.9', clock, random: seeded(1).bytes, fetch: globalThis.fetch, samples: profile }, (given) => recognisable(given, child));
}

function recognisable(machine: Machine, child: UtilityProcessStub): StoreServices {
  const services = {
    files: { list: async ({ grant }: { grant: string }) => ((await machine.grants.folder(grant)) === null ? [] : [{ name: 'from the store', kind: 'other', bytes: 1 }]) },
    projects: { recent: async () => [] },
    media: {}, blobs: {}, journal: {}, server: {},
    handleRequest: async (request: Request) => new Response(`store: ${request.method} ${request.url} ${request.headers.get('range') ?? ''}`),
    close: async () => void (child.finished = true),
  };
  return services as unknown as StoreServices;
}
