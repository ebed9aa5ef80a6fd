import type { Uuid } from '#shared/base/id.ts';
import type { Role } from '#shared/sync/messages.ts';

/** Who asks: from the session, never from the request. `role` is the person's role in the organisation. */
export interface Actor {
  readonly person: Uuid;
  readonly org: Uuid;
  readonly role: Role;
}

/** Everything a route can let happen. A route without one of these cannot be declared. */
export type Action =
  | 'health.read' | 'session.start' | 'session.refresh' | 'session.end' | 'password.change'
  | 'invitations.accept' | 'invitations.join' | 'invitations.read' | 'invitations.make' | 'invitations.withdraw'
  | 'members.read' | 'members.change' | 'members.leave'
  | 'projects.list' | 'projects.create'
  | 'items.read' | 'items.append'
  | 'sync.push' | 'sync.pull' | 'sync.heads' | 'events.read'
  | 'themes.read'
  | 'blobs.read' | 'blobs.write';

/** What the action is about. `role` is the actor's role in that project; null when he is no member or it does not exist. */
export type Resource = { readonly kind: 'server' } | { readonly kind: 'project'; readonly id: Uuid; readonly role: Role | null };

/** `hide` is answered like a thing that does not exist, so that strangers learn nothing. */
export type Decision = 'allow' | 'sign-in' | 'hide' | 'refuse';

const OPEN: ReadonlySet<Action> = new Set<Action>(['health.read', 'session.start', 'session.refresh', 'invitations.accept']);
/** What a person may do without being in a project. Creating makes him its lead, so everyone can bring his own work. */
const PERSONAL: ReadonlySet<Action> = new Set<Action>(['session.end', 'password.change', 'projects.list', 'projects.create', 'invitations.join']);
/** Bringing in data is the business of those who answer for the project, and who belongs to it of those who lead it. */
const STEWARDS: ReadonlySet<Role> = new Set<Role>(['lead', 'admin', 'ml_engineer']);
const LEADERS: ReadonlySet<Role> = new Set<Role>(['lead', 'admin']);
const ONLY: Partial<Record<Action, ReadonlySet<Role>>> = {
  'items.append': STEWARDS, 'invitations.read': LEADERS, 'invitations.make': LEADERS, 'invitations.withdraw': LEADERS, 'members.change': LEADERS, 'themes.read': LEADERS,
};

/** The first wall between people and data; row-level security is the second. Every route asks it. */
export function authorize(actor: Actor | null, action: Action, resource: Resource): Decision {
  if (OPEN.has(action)) return 'allow';
  if (actor === null) return 'sign-in';
  if (PERSONAL.has(action)) return 'allow';
  if (resource.kind !== 'project' || resource.role === null) return 'hide';
  return ONLY[action]?.has(resource.role) === false ? 'refuse' : 'allow';
}

/** Nobody makes another what he is not himself: only admins make admins. */
export function mayGive(own: Role, given: Role): boolean {
  return LEADERS.has(own) && (given !== 'admin' || own === 'admin');
}

/** How the routes are given the rule; a test stubs it to see whether the second wall holds alone. */
export type Authorize = typeof authorize;
