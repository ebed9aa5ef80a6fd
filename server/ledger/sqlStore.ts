import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import { must } from '#shared/base/must.ts';
import type { Uuid } from '#shared/base/id.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import { objectType, opResult, type ObjectRow } from '#shared/sync/op.ts';
import type { Database, Queries, Scope, SqlRow } from '../database/database.ts';
import type { LedgerOp, LedgerReader, LedgerScope, LedgerStore, LedgerStream, LedgerTx } from './ledgerStore.ts';

/**
 * The ledger in SQL. A push of any size is the same handful of statements: rows travel as one JSON text each way, and
 * each statement names `project_id` by `=`, so that it stays on one shard.
 */
export function sqlStore(database: Database): LedgerStore {
  let incarnation: Promise<Uuid> | null = null;
  return {
    incarnation: () => (incarnation ??= readIncarnation(database)),
    read: (scope, work) => database.read(sqlScope(scope), (sql) => work(reader(sql, scope))),
    write: (scope, work) => database.tx(sqlScope(scope), (sql) => work(writer(sql, scope))),
  };
}

function sqlScope({ session }: LedgerScope): Scope {
  return { kind: 'member', org: session.org, person: session.actor };
}

const id = z.custom<Uuid>((value) => typeof value === 'string');
const streamId = z.custom<StreamId>((value) => typeof value === 'string');
const streamRow = z.object({
  id: streamId, head: z.number(), floor: z.number(), hash: z.string(), epoch: z.number(), epochHead: z.number(),
  assignee: z.string().nullable(), leaseUntil: z.number().nullable(), closed: z.boolean(),
});
/** Units were checked when they came in; checking each value again would cost more than reading it. */
const units = z.custom<ObjectRow['units']>((value) => typeof value === 'object' && value !== null);
const storedObject = z.object({ id, type: objectType, frame: z.number().nullable(), seq: z.number(), deleted: z.boolean(), units });

const STREAM = 'id, head, floor, hash, epoch, epoch_head as "epochHead", assignee, lease_until as "leaseUntil", closed';
const OBJECT = 'id, type, frame, seq, deleted, units';

function toStream(row: SqlRow): LedgerStream {
  return streamRow.parse(row);
}

function toObject(row: SqlRow): ObjectRow {
  return storedObject.parse(row);
}

async function readIncarnation(database: Database): Promise<Uuid> {
  const [row] = await database.tx({ kind: 'door' }, (sql) => sql.query("select value from meta where key = 'incarnation'"));
  return id.parse(must(row, 'a migrated database has an incarnation')['value']);
}

function reader(sql: Queries, { project }: LedgerScope): LedgerReader {
  return {
    streams: async (ids) =>
      (ids === null
        ? await sql.query(`select ${STREAM} from streams where project_id = $1`, [project])
        : await sql.query(`select ${STREAM} from streams where project_id = $1 and id = any($2::text[])`, [project, ids])
      ).map(toStream),
    rowsAfter: async (stream, cursor, limit) =>
      (await sql.query(`select ${OBJECT} from objects where project_id = $1 and stream = $2 and seq > $3 order by seq limit $4`, [project, stream, cursor, limit])).map(toObject),
    flagCounts: async () => {
      const rows = await sql.query("select stream, count(*)::int as flags from objects where project_id = $1 and type = 'flag' and not deleted group by stream", [project]);
      return new Map(rows.map((row) => [streamId.parse(row['stream']), Number(row['flags'])]));
    },
  };
}

function writer(sql: Queries, scope: LedgerScope): LedgerTx {
  const { project, session } = scope;
  return {
    ...reader(sql, scope),
    ...questions(sql, project),
    lockStream: async (stream) => {
      const lock = (): Promise<readonly SqlRow[]> => sql.query(`select ${STREAM} from streams where project_id = $1 and id = $2 for update`, [project, stream]);
      const [there] = await lock();
      if (there !== undefined) return toStream(there);
      await sql.query('insert into streams (project_id, id, org_id) values ($1, $2, $3) on conflict do nothing', [project, stream, session.org]);
      const [made] = await lock();
      // There, and not to be seen: another organisation's.
      if (made === undefined) throw new AppError('no_stream', 'There is no such stream in this project.');
      return toStream(made);
    },
    insertOps: async (rows) => {
      if (rows.length > 0) await sql.query(INSERT_OPS, [project, session.org, session.actor, JSON.stringify(rows.map(opColumns))]);
    },
    upsertObjects: async (stream, rows) => {
      if (rows.length > 0) await sql.query(UPSERT_OBJECTS, [project, session.org, stream, JSON.stringify(rows.map((row) => ({ ...row, units: JSON.stringify(row.units) })))]);
    },
    saveStream: async (row) => {
      await sql.query(
        `update streams set head = $3, floor = $4, hash = $5, epoch = $6, epoch_head = $7, assignee = $8, lease_until = $9, closed = $10, updated_at = now()
         where project_id = $1 and id = $2`, [project, row.id, row.head, row.floor, row.hash, row.epoch, row.epochHead, row.assignee, row.leaseUntil, row.closed]);
    },
    saveDevice: async (stream, dev, lastDseq) => {
      await sql.query(
        `insert into device_streams (project_id, stream, device, org_id, actor, last_dseq) values ($1, $2, $3, $4, $5, $6)
         on conflict (project_id, stream, device) do update set last_dseq = excluded.last_dseq, actor = excluded.actor, seen_at = now()`,
        [project, stream, dev, session.org, session.actor, lastDseq]);
    },
  };
}

function questions(sql: Queries, project: Uuid): Pick<LedgerTx, 'results' | 'lastDseq' | 'objects' | 'labels' | 'presentBlobs'> {
  return {
    results: async (ids) => {
      const rows = await sql.query('select id, result from ops where project_id = $1 and id = any($2::text[]::uuid[])', [project, ids]);
      return new Map(rows.map((row) => [id.parse(row['id']), opResult.parse(row['result'])]));
    },
    lastDseq: async (stream, dev) => {
      const [row] = await sql.query('select last_dseq from device_streams where project_id = $1 and stream = $2 and device = $3', [project, stream, dev]);
      return row === undefined ? -1 : Number(row['last_dseq']);
    },
    objects: async (stream, ids) =>
      (await sql.query(`select ${OBJECT} from objects where project_id = $1 and stream = $2 and id = any($3::text[]::uuid[])`, [project, stream, ids])).map(toObject),
    labels: async () =>
      (await sql.query(`select ${OBJECT} from objects where project_id = $1 and stream = $2 and type = 'label' and not deleted`, [project, `p:${project}`])).map(toObject),
    presentBlobs: async (sha256) => {
      if (sha256.length === 0) return new Set();
      const rows = await sql.query('select sha256 from blobs where project_id = $1 and sha256 = any($2::text[])', [project, sha256]);
      return new Set(rows.map((row) => String(row['sha256'])));
    },
  };
}

/** Documents go as text inside the JSON: taken apart as text, they arrive unread and unchanged. */
function opColumns({ id: op, stream, dev, dseq, body, result, proposal, foldedInto }: LedgerOp): Readonly<Record<string, string | number | null>> {
  return {
    id: op, stream, dev, dseq, lease: body.lease, kind: body.kind, obj: body.obj, body: JSON.stringify(body),
    status: result.status, seq: result.seq, result: JSON.stringify(result), proposal, folded: foldedInto,
  };
}

const INSERT_OPS = `insert into ops (project_id, org_id, actor, id, stream, device, dseq, lease, kind, obj, body, status, seq, result, proposal, folded_into)
  select $1, $2, $3, o.id, o.stream, o.dev, o.dseq, o.lease, o.kind, o.obj, o.body::json, o.status, o.seq, o.result::json, o.proposal, o.folded
  from json_to_recordset($4::text::json) as o(id uuid, stream text, dev uuid, dseq bigint, lease int, kind text, obj uuid, body text, status text, seq bigint,
    result text, proposal uuid, folded uuid)
  on conflict do nothing`;

const UPSERT_OBJECTS = `insert into objects (project_id, org_id, stream, id, type, frame, seq, deleted, units)
  select $1, $2, $3, o.id, o.type, o.frame, o.seq, o.deleted, o.units::json
  from json_to_recordset($4::text::json) as o(id uuid, type text, frame int, seq bigint, deleted boolean, units text)
  on conflict (project_id, stream, id) do update set frame = excluded.frame, seq = excluded.seq, deleted = excluded.deleted, units = excluded.units`;
