import type { Clock } from '#shared/base/ports.ts';
import type { Database } from '../database/database.ts';
import { scopeOf, type InProject } from '../projects/projects.ts';

/** Which blobs a project has. A row is written only after the bytes were verified and are on the disk. */
export interface BlobRegister {
  add(at: InProject, blob: RegisteredBlob): Promise<void>;
  find(at: InProject, sha256: string): Promise<RegisteredBlob | null>;
}

export interface RegisteredBlob {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
}

export function sqlBlobRegister(database: Database, clock: Clock): BlobRegister {
  return {
    add: async ({ actor, project }, { sha256, size, mediaType }) => {
      await database.tx(scopeOf(actor), (sql) =>
        sql.query('insert into blobs (project_id, sha256, org_id, size, media_type, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing', [
          project, sha256, actor.org, size, mediaType, actor.person, clock.now(),
        ]));
    },
    find: async ({ actor, project }, sha256) => {
      const [row] = await database.tx(scopeOf(actor), (sql) => sql.query('select size, media_type from blobs where project_id = $1 and sha256 = $2', [project, sha256]));
      return row === undefined ? null : { sha256, size: Number(row['size']), mediaType: String(row['media_type']) };
    },
  };
}
