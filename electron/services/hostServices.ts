import { AppError } from '#shared/base/errors.ts';
import { HOST_CONTRACT } from '#shared/bridge/contractNumber.ts';
import type { Capability, HostContract } from '#shared/bridge/hostContract.ts';
import type { HandlersOf } from '#shared/bridge/service.ts';
import type { Grants } from './grants.ts';
import type { StoreServices } from './machine.ts';
import type { OpenedFolders } from './openedFolders.ts';
import type { Settings } from './settings.ts';

/** What a host brings to answer its windows. */
export interface HostParts {
  readonly version: string;
  readonly capabilities: readonly Capability[];
  readonly language: string;
  /** The store's services: itself, or a client of the process it runs in. */
  readonly store: Pick<StoreServices, 'files' | 'projects' | 'media' | 'video' | 'blobs' | 'journal' | 'server'>;
  readonly settings: Settings;
  readonly grants: Grants;
  readonly opened: OpenedFolders;
  readonly dialogs: (owner: string) => HandlersOf<HostContract>['dialogs'];
}

/** Everything one window may ask. A grant is good only for the owner it was given to. */
export function hostServices(parts: HostParts, owner: string): HandlersOf<HostContract> {
  const { store, grants } = parts;
  return {
    app: appService(parts),
    dialogs: parts.dialogs(owner),
    files: {
      list: async (input, options) => (grants.check(input.grant, owner), store.files.list(input, options)),
      read: async (input, options) => (grants.check(input.grant, owner), store.files.read(input, options)),
      readPart: async (input, options) => (grants.check(input.grant, owner), store.files.readPart(input, options)),
      write: async (input, options) => (grants.check(input.grant, owner), store.files.write(input, options)),
    },
    projects: {
      ...store.projects,
      openFolder: async (input, options) => (grants.check(input.grant, owner), store.projects.openFolder(input, options)),
    },
    media: store.media,
    video: store.video,
    blobs: store.blobs,
    journal: store.journal,
    server: store.server,
  };
}

function appService({ version, capabilities, language, settings, opened }: HostParts): HandlersOf<HostContract>['app'] {
  return {
    hello: async ({ contract }) => {
      if (contract !== String(HOST_CONTRACT)) {
        throw new AppError('host/other-version', 'This window and the program behind it are of different versions. Close the window and start Sightline again.');
      }
      return { version, contract: String(HOST_CONTRACT), capabilities: [...capabilities], language, open: opened.take() };
    },
    readSettings: async () => ({ ...(await settings.read()) }),
    writeSettings: async ({ set }) => {
      await settings.write(set);
      return {};
    },
    opened: (_input, options) => opened.feed(options?.signal ?? new AbortController().signal),
  };
}
