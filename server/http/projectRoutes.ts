import { createProjectRequest, itemsQuery, itemsRequest } from '#shared/sync/messages.ts';
import { isUuid } from '#shared/base/id.ts';
import { AppError } from '#shared/base/errors.ts';
import type { WriteJournal } from '../journal/writeJournal.ts';
import type { Machine } from '../machine/machine.ts';
import type { Items } from '../projects/items.ts';
import type { Projects } from '../projects/projects.ts';
import type { Route } from './route.ts';

export interface ProjectRouteParts {
  readonly projects: Projects;
  readonly items: Items;
  readonly journal: WriteJournal;
  readonly machine: Machine;
  readonly incarnation: string;
}

const MANIFEST_BODY = 2 * 1024 * 1024;

/** Projects and their manifests. */
export function projectRoutes({ projects, items, journal, machine, incarnation }: ProjectRouteParts): Route[] {
  return [
    {
      method: 'GET', url: '/v1/projects', action: 'projects.list',
      handle: async ({ actor }) => ({ projects: await projects.list(actor), serverTime: machine.clock.now(), incarnation }),
    },
    {
      method: 'POST', url: '/v1/projects', action: 'projects.create',
      handle: async ({ actor, request }) => {
        const ask = createProjectRequest.parse(request.body);
        if (!isUuid(ask.id)) throw new AppError('malformed', 'The project needs an id of its own.');
        await projects.create(actor, ask);
        await journal.append({ kind: 'project', actor, project: ask.id, body: ask });
        return { id: ask.id, serverTime: machine.clock.now(), incarnation };
      },
    },
    {
      method: 'GET', url: '/v1/projects/:project/items', action: 'items.read',
      handle: ({ actor, project, request }) => {
        const { after, limit } = itemsQuery.parse(request.query);
        return items.page({ actor, project }, { after: after ?? null, limit });
      },
    },
    {
      method: 'POST', url: '/v1/projects/:project/items', action: 'items.append', bodyLimit: MANIFEST_BODY,
      handle: async ({ actor, project, request }) => {
        const body = itemsRequest.parse(request.body);
        const answer = await items.append({ actor, project }, body.items);
        await journal.append({ kind: 'items', actor, project, body });
        return answer;
      },
    },
  ];
}
