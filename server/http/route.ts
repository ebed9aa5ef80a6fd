import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { AppError } from '#shared/base/errors.ts';
import { isUuid, type Uuid } from '#shared/base/id.ts';
import type { Role } from '#shared/sync/messages.ts';
import type { Sessions, SignedIn } from '../accounts/sessions.ts';
import type { Projects } from '../projects/projects.ts';
import type { Action, Actor, Authorize, Resource } from '../review/authorize.ts';
import { unknownProject } from './refusals.ts';

/** Who and where, as the gatekeeper found out. */
export interface Admitted {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly signedIn: SignedIn;
  readonly actor: Actor;
  /** For routes under a project. */
  readonly project: Uuid;
  readonly role: Role;
}

/** One route of the server. There is no way to declare one without its action. */
export interface Route {
  readonly method: HTTPMethods | HTTPMethods[];
  readonly url: string;
  readonly action: Action;
  readonly bodyLimit?: number;
  /** Routes open to everyone get no `Admitted`. */
  readonly open?: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  readonly handle?: (at: Admitted) => Promise<unknown>;
}

export interface Gatekeeper {
  readonly sessions: Sessions;
  readonly projects: Projects;
  readonly authorize: Authorize;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    action?: Action;
  }
}

const NOBODY: Uuid = '00000000-0000-0000-0000-000000000000' as Uuid;

/** Mounts a route behind the gatekeeper. */
export function mount(app: FastifyInstance, keeper: Gatekeeper, route: Route): void {
  app.route({
    method: route.method,
    url: route.url,
    exposeHeadRoute: false,
    config: { action: route.action },
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    handler: async (request, reply) => {
      const at = await admit(keeper, route.action, { request, reply });
      if (route.open !== undefined) return route.open(request, reply);
      if (at === null || route.handle === undefined) throw new AppError('session/needed', 'Please sign in.');
      return route.handle(at);
    },
  });
}

async function admit(keeper: Gatekeeper, action: Action, { request, reply }: Pick<Admitted, 'request' | 'reply'>): Promise<Admitted | null> {
  const signedIn = await signedInOf(keeper.sessions, request);
  const resource = await resourceOf(keeper.projects, signedIn?.actor ?? null, request);
  const decision = keeper.authorize(signedIn?.actor ?? null, action, resource);
  if (decision === 'sign-in') throw new AppError('session/needed', 'Please sign in again; your changes stay on this computer.');
  if (decision === 'hide') throw unknownProject();
  if (decision === 'refuse') throw new AppError('project/forbidden', 'Your role in this project does not allow this. Ask the team lead.');
  if (signedIn === null) return null;
  return { request, reply, signedIn, actor: signedIn.actor, project: resource.kind === 'project' ? resource.id : NOBODY, role: (resource.kind === 'project' ? resource.role : null) ?? signedIn.actor.role };
}

async function signedInOf(sessions: Sessions, request: FastifyRequest): Promise<SignedIn | null> {
  const header = request.headers.authorization ?? '';
  return header.startsWith('Bearer ') && header.length < 300 ? sessions.actorOf(header.slice(7)) : null;
}

async function resourceOf(projects: Projects, actor: Actor | null, request: FastifyRequest): Promise<Resource> {
  const { params } = request;
  if (typeof params !== 'object' || params === null || !('project' in params)) return { kind: 'server' };
  const id = params.project;
  if (typeof id !== 'string' || !isUuid(id)) return { kind: 'project', id: NOBODY, role: null };
  return { kind: 'project', id, role: actor === null ? null : await projects.roleOf(actor, id) };
}
