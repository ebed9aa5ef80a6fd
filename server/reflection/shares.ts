import { share, type Share } from '#shared/model/privateRecords.ts';
import type { OwnedShare } from '#shared/reflection/themes.ts';
import { recordOf, type Units } from '#shared/sync/units.ts';
import type { Uuid } from '#shared/base/id.ts';
import type { Database } from '../database/database.ts';
import { scopeOf, type InProject } from '../projects/projects.ts';

/** What people of a project shared of their weeks, with whose it is. For computing themes only: no route hands one out. */
export interface Shares {
  all(at: InProject): Promise<readonly OwnedShare[]>;
}

export function sqlShares(database: Database): Shares {
  return {
    all: async (at) => {
      const rows = await database.tx(scopeOf(at.actor), (sql) => sql.query("select stream, id, units from objects where project_id = $1 and type = 'share' and not deleted and stream like 'u:%'", [at.project]));
      return rows.flatMap((row) => {
        const stored = row['units'];
        const units = typeof stored === 'object' && stored !== null ? Object.fromEntries(Object.entries(stored).map(([unit, value]: [string, unknown]) => [unit, Array.isArray(value) ? (value as unknown[])[0] : null])) : {};
        const read = share.safeParse(recordOf('share', String(row['id']) as Uuid, units as Units));
        return read.success ? [{ person: String(row['stream']), share: read.data as unknown as Share }] : [];
      });
    },
  };
}
