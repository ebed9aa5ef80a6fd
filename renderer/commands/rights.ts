import type { Role } from '#shared/sync/messages.ts';

const ANSWERERS: ReadonlySet<Role> = new Set<Role>(['expert', 'ml_engineer', 'lead', 'admin']);

/** Who may give a binding answer. On a project of this machine alone there is nobody else to ask. The server holds the same rule. */
export function mayAnswer(role: Role | null): boolean {
  return role === null || ANSWERERS.has(role);
}

const PUBLISHERS: ReadonlySet<Role> = new Set<Role>(['ml_engineer', 'lead', 'admin']);

/** Who may publish a revision of the guideline. The server holds the same rule. */
export function mayPublish(role: Role | null): boolean {
  return role === null || PUBLISHERS.has(role);
}

const LEADERS: ReadonlySet<Role> = new Set<Role>(['lead', 'admin']);

/** Who may say who belongs to a project of the server. The server holds the same rule. */
export function mayLead(role: Role | null): boolean {
  return role !== null && LEADERS.has(role);
}
