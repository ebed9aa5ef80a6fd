import type { Uuid } from '#shared/base/id.ts';
import type { LocalDatabase } from './database.ts';

/** Who wrote the value of a unit that stands now, as the ledger says it. */
export interface Author {
  readonly object: Uuid;
  readonly unit: string;
  readonly actor: string;
  readonly seq: number;
}

/** Of what the ledger confirmed only: what waits to be sent has no author but this machine. The ledger keeps no times. */
export async function authorsOf(database: LocalDatabase, stream: string, objects: readonly string[]): Promise<Author[]> {
  const rows = await database.base.bulkGet(objects.map((id): [string, string] => [stream, id]));
  return rows.flatMap((row) => (row === undefined ? [] : Object.entries(row.units).map(([unit, [, seq, , actor]]) => ({ object: row.id, unit, actor, seq }))));
}
