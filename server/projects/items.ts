import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { Clock } from '#shared/base/ports.ts';
import { remoteItem, type ItemsPage, type RemoteItem } from '#shared/sync/messages.ts';
import { isUuid } from '#shared/base/id.ts';
import type { Database, SqlRow } from '../database/database.ts';
import { scopeOf, type InProject } from './projects.ts';

/** The manifest of a project: which items it has. Items never change; only their bytes may arrive later. */
export interface Items {
  page(at: InProject, ask: { readonly after: string | null; readonly limit: number }): Promise<ItemsPage>;
  /** Rows that are there already are harmless; other content under a known id is refused as a whole. */
  append(at: InProject, items: readonly RemoteItem[]): Promise<{ added: number }>;
}

const PAGE = `select id, name, media, sha256, size, media_type as "mediaType", width, height from items
  where project_id = $1 and ($2::uuid is null or id > $2::uuid) order by id limit $3`;

const APPEND = `insert into items (project_id, id, org_id, name, media, sha256, size, media_type, width, height, added_by, added_at)
  select $1, i.id, $2, i.name, i.media, i.sha256, i.size, i."mediaType", i.width, i.height, $3, $4
  from jsonb_to_recordset($5::text::jsonb) as i(id uuid, name text, media text, sha256 text, size bigint, "mediaType" text, width int, height int)
  on conflict do nothing returning id`;

const CHANGED = `select i.name from items i join jsonb_to_recordset($2::text::jsonb) as n(id uuid, sha256 text) on i.id = n.id
  where i.project_id = $1 and i.sha256 <> n.sha256 limit 1`;

export function sqlItems(database: Database, clock: Clock): Items {
  return {
    page: async ({ actor, project }, { after, limit }) => {
      const rows = await database.tx(scopeOf(actor), (sql) => sql.query(PAGE, [project, after, limit]));
      const items = z.array(remoteItem).parse(rows.map(plain));
      const last = items.at(-1)?.id ?? '';
      return { items, next: items.length === limit && isUuid(last) ? last : null };
    },
    append: ({ actor, project }, items) =>
      database.tx(scopeOf(actor), async (sql) => {
        const rows = JSON.stringify(items);
        const [changed] = await sql.query(CHANGED, [project, rows]);
        if (changed !== undefined) throw new AppError('items/changed', `“${String(changed['name'])}” is in this project already with other content. Items never change; add it under a new name.`);
        return { added: (await sql.query(APPEND, [project, actor.org, actor.person, clock.now(), rows])).length };
      }),
  };
}

function plain(row: SqlRow): SqlRow {
  return { ...row, size: Number(row['size']) };
}
