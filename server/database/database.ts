import type { Uuid } from '#shared/base/id.ts';

/** Values that travel to SQL. JSON goes as text and is bound `$n::text::jsonb`: drivers disagree about anything else. */
export type SqlValue = string | number | boolean | null | readonly string[];
export type SqlRow = Readonly<Record<string, unknown>>;

/** What may be asked inside one transaction. */
export interface Queries {
  query(sql: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
}

/**
 * Whose rows a transaction may see; row-level security enforces it. `door` is the sign-in desk: it sees accounts and
 * sessions of every organisation and no project at all.
 */
export type Scope = { readonly kind: 'member'; readonly org: Uuid; readonly person: Uuid } | { readonly kind: 'door' };

/**
 * The one way to SQL, with a body for PGlite in this process and one for PostgreSQL. `work` may run again when the
 * engine asks for it (serialisation, deadlock), so it must have no effect outside the transaction.
 */
export interface Database {
  readonly engine: 'pglite' | 'postgres';
  tx<T>(scope: Scope, work: (sql: Queries) => Promise<T>): Promise<T>;
  /** Like `tx`, but all of `work` sees one moment, and nothing is written. */
  read<T>(scope: Scope, work: (sql: Queries) => Promise<T>): Promise<T>;
  /** Owner's rights, no row-level security: migrations and the first accounts only. */
  asOwner<T>(work: (sql: OwnerQueries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface OwnerQueries extends Queries {
  /** Several statements without values. */
  script(sql: string): Promise<void>;
}

/** The role every ordinary transaction runs as: no superuser, owner of nothing, cannot bypass row-level security. */
export const RUNTIME_ROLE = 'sightline_runtime';

/** One statement that puts a transaction into its scope; all four settings end with the transaction. */
export function enterScope(scope: Scope, role: string): { readonly sql: string; readonly values: readonly SqlValue[] } {
  return {
    sql: "select set_config('role', $1, true), set_config('app.org_id', $2, true), set_config('app.person_id', $3, true), set_config('app.door', $4, true)",
    values: scope.kind === 'door' ? [role, '', '', 'open'] : [role, scope.org, scope.person, ''],
  };
}
