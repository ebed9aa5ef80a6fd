import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '#shared/base/seeded.ts';
import { createStoreServices } from '../../electron/services/createStoreServices.ts';
import { decoderInside } from './decoderInside.ts';
import type { Machine, StoreServices } from '../../electron/services/machine.ts';

/** A machine in a temporary folder: granted folders and sealed tokens are maps one can look into. */
export interface StoreMachine extends Machine {
  readonly folder: string;
  readonly granted: Map<string, string>;
  readonly sealed: Map<string, string>;
  /** A fresh set of services, as after a restart. The one before is closed first. */
  start(): Promise<StoreServices>;
  remove(): Promise<void>;
}

export async function storeMachine(over: Partial<Machine> = {}): Promise<StoreMachine> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-store-'));
  const granted = new Map<string, string>();
  const sealed = new Map<string, string>();
  let running: StoreServices | null = null;
  const machine: Machine = {
    profile: join(folder, 'profile'), version: '0.1.0', samples: join(folder, 'samples'), reserveBytes: 4096,
    clock: { now: () => Date.now(), ticks: () => performance.now() }, random: seeded(7).bytes, fetch: globalThis.fetch,
    grants: { folder: (grant) => Promise.resolve(granted.get(grant) ?? null) },
    launchDecoder: decoderInside,
    vault: {
      read: (account) => Promise.resolve(sealed.get(account) ?? null),
      write: (account, secret) => Promise.resolve(void sealed.set(account, secret)),
      clear: (account) => Promise.resolve(void sealed.delete(account)),
    },
    ...over,
  };
  return {
    ...machine, folder, granted, sealed,
    start: async () => {
      await running?.close();
      running = createStoreServices(machine);
      return running;
    },
    remove: async () => {
      await running?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Everything a feed gives. */
export async function gathered<T>(feed: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of feed) all.push(one);
  return all;
}
