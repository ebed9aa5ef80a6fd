import { connect } from '#shared/bridge/client.ts';
import { serveLogged } from '#shared/bridge/serve.ts';
import type { ClientOf, HandlersOf, Wire } from '#shared/bridge/service.ts';
import type { GrantResolver, Machine, StoreServices, Vault } from '../services/machine.ts';
import { meet } from '../services/meeting.ts';
import { faultLog } from '../services/runLog.ts';
import { noDecoder } from '../services/video/decoderLine.ts';
import { partsOf } from './requestParts.ts';
import { ownerContract, storeContract, type OwnerContract, type StoreContract } from './storeContract.ts';

/** The part of the machine that this process has by itself; grants and vault come over the line. */
export type StoreMachine = Omit<Machine, 'grants' | 'vault' | 'launchDecoder'>;

/** Runs the store's services on a line to main, and says when they are ready. */
export async function serveStore(wire: Wire, machine: StoreMachine, create: (machine: Machine) => StoreServices | Promise<StoreServices>): Promise<StoreServices> {
  const owner = connect(ownerContract, wire);
  const grants = new Map<string, string>();
  const store = await create({ ...machine, grants: resolverOf(grants), vault: vaultOf(owner), launchDecoder: () => meet((point) => owner.process.decode(point), noDecoder) });
  serveLogged({
    contract: storeContract, handlers: handlersOf(store, grants), wire,
    onFault: faultLog((text) => void owner.process.log({ text: text.slice(0, 20_000) }).catch(() => undefined)),
  });
  await owner.process.ready({});
  return store;
}

function handlersOf(store: StoreServices, grants: Map<string, string>): HandlersOf<StoreContract> {
  const { files, projects, media, video, blobs, journal, server } = store;
  return {
    files, projects, media, video, blobs, journal, server,
    grants: {
      add: async (input) => {
        for (const { grant, path } of input.grants) grants.set(grant, path);
        return {};
      },
      remove: async (input) => {
        for (const grant of input.grants) grants.delete(grant);
        return {};
      },
    },
    requests: { fetch: (head, options) => partsOf((request) => store.handleRequest(request), head, options?.signal ?? new AbortController().signal) },
    process: {
      close: async () => {
        await store.close();
        return {};
      },
    },
  };
}

function resolverOf(grants: ReadonlyMap<string, string>): GrantResolver {
  return { folder: async (grant) => grants.get(grant) ?? null };
}

function vaultOf({ vault }: ClientOf<OwnerContract>): Vault {
  return {
    read: (account) => vault.read({ account }),
    write: async (account, secret) => void (await vault.write({ account, secret })),
    clear: async (account) => void (await vault.clear({ account })),
  };
}
