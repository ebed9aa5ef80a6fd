import type { Machine, StoreServices } from '../../electron/services/machine.ts';
import { processWire } from '../../electron/storeProcess/processWire.ts';
import { serveStore } from '../../electron/storeProcess/serveStore.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { UtilityProcessStub } from './electronStub.ts';

/** Runs the store's real serving code behind a stub process, with services that answer just enough to be recognised. */
export function storeInside(child: UtilityProcessStub, profile: string): void {
  const wire = processWire({
    post: (message) => queueMicrotask(() => child.emit('message', structuredClone(message))),
    onMessage: (listener) => void (child.receive = listener),
    onGone: (listener) => void child.on('exit', () => listener('killed')),
    close: () => undefined,
  });
  const clock = { now: () => 0, ticks: () => 0 };
  void serveStore(wire, { profile, version: '9.9.9', clock, random: seeded(1).bytes, fetch: globalThis.fetch, samples: profile }, recognisable);
}

function recognisable(machine: Machine): StoreServices {
  const services = {
    files: { list: async ({ grant }: { grant: string }) => ((await machine.grants.folder(grant)) === null ? [] : [{ name: 'from the store', kind: 'other', bytes: 1 }]) },
    projects: { recent: async () => [] },
    media: {}, blobs: {}, journal: {}, server: {},
    handleRequest: async (request: Request) => new Response(`store: ${request.method} ${request.url} ${request.headers.get('range') ?? ''}`),
    close: async () => undefined,
  };
  return services as unknown as StoreServices;
}
