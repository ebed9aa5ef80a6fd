import { createProjectRequest, headsAnswer, itemsPage, projectsAnswer, pullAnswer, pushAnswer } from '#shared/sync/messages.ts';
import * as z from 'zod';
import type { StoreServices } from '../machine.ts';
import type { Looker } from '../media/looker.ts';
import type { ItemsOf, ProjectHub } from '../projects/projectHub.ts';
import type { RemoteProjectsOf } from '../projects/projectsService.ts';
import type { BlobTransfer } from './blobTransfer.ts';
import { hints } from './hints.ts';
import { peopleCalls } from './peopleCalls.ts';
import type { Sessions } from './sessions.ts';
import { uploadItems } from './uploadItems.ts';

export interface ServerParts {
  readonly sessions: Sessions;
  readonly transfer: BlobTransfer;
  readonly hub: ProjectHub;
  readonly looker: Looker;
}

/** One page of a project's manifest. */
export function itemsFrom(sessions: Sessions): ItemsOf {
  return ({ account, project, after }, signal) => {
    const query = after === null ? 'limit=1000' : `limit=1000&after=${after}`;
    return sessions.json(account, { method: 'GET', path: `/v1/projects/${project}/items?${query}`, signal }, itemsPage);
  };
}

/** The projects an account may see. */
export function projectsFrom(sessions: Sessions): RemoteProjectsOf {
  return async (account, signal) => (await sessions.json(account, { method: 'GET', path: '/v1/projects', signal }, projectsAnswer)).projects;
}

/** The server as the window sees it: no addresses beyond the account's own, no tokens. */
export function serverService({ sessions, transfer, hub, looker }: ServerParts): StoreServices['server'] {
  const itemsOf = itemsFrom(sessions);
  return {
    accounts: () => sessions.accounts(),
    signIn: (typed, options) => sessions.signIn(typed, options?.signal ?? null),
    ...peopleCalls(sessions),
    signOut: async ({ account }, options) => {
      await sessions.signOut(account, options?.signal ?? null);
      return {};
    },
    projects: async ({ account }, options) => [...(await projectsFrom(sessions)(account, options?.signal ?? null))],
    createProject: async ({ account, id, name }, options) => {
      const json = createProjectRequest.parse({ id, name });
      await sessions.json(account, { method: 'POST', path: '/v1/projects', json, signal: options?.signal ?? null }, z.object({ id: z.string() }));
      return {};
    },
    items: (ask, options) => itemsOf(ask, options?.signal ?? null),
    uploadItems: ({ account, from, to }, options) => upload({ sessions, transfer, hub, looker }, { account, from, to, signal: options?.signal ?? null }),
    uploadBlob: async (ask, options) => {
      await transfer.upload(ask, options?.signal ?? null);
      return {};
    },
    push: ({ account, project, request }, options) => sessions.json(account, { method: 'POST', path: `/v1/projects/${project}/sync/push`, json: request, signal: options?.signal ?? null }, pushAnswer),
    pull: ({ account, project, request }, options) => sessions.json(account, { method: 'POST', path: `/v1/projects/${project}/sync/pull`, json: request, signal: options?.signal ?? null }, pullAnswer),
    heads: ({ account, project }, options) => sessions.json(account, { method: 'GET', path: `/v1/projects/${project}/sync/heads`, signal: options?.signal ?? null }, headsAnswer),
    hints: (at, options) => hints(sessions, at, options?.signal ?? null),
  };
}

async function* upload({ sessions, transfer, hub, looker }: ServerParts, ask: { readonly account: string; readonly from: string; readonly to: string; readonly signal: AbortSignal | null }): ReturnType<typeof uploadItems> {
  const index = await hub.index(ask.from);
  const itemsOf = itemsFrom(sessions);
  yield* uploadItems({ account: ask.account, to: ask.to, index, looker, sessions, transfer, signal: ask.signal, fetchItems: (after, signal) => itemsOf({ account: ask.account, project: ask.to, after }, signal) });
}
