import * as z from 'zod';
import { call, feed, type Contract } from './service.ts';
import { documentRecord } from '../model/records.ts';
import type { Uuid } from '../base/id.ts';
import type { Op } from '../model/ops.ts';
import type { StreamId, Transaction } from '../model/transaction.ts';

/**
 * What the window may ask of its sync worker, which owns the local database (Dexie), the outbox and the sync loop.
 * Same machinery as the host's contract, over the worker's message port.
 */
const nothing = z.object({});
const uuid = z.string().regex(/^[0-9a-f-]{36}$/);
const stream = z.string().regex(/^[tpu]:[0-9a-f-]{36}$/) as unknown as z.ZodType<StreamId>;
/** `local`, or the id of an account. */
const database = z.string().max(80);
const records = z.array(documentRecord);

/** Both ends of this wire are ours and in one program, so ops are checked by type here and by schema where they leave. */
const op = z.custom<Op>((value) => typeof value === 'object' && value !== null && 'op' in value);
const transaction = z.object({
  id: uuid, label: z.string().max(200), via: z.enum(['ui', 'undo', 'import', 'model', 'resolve']), undoes: uuid.nullable(), at: z.number(),
  parts: z.array(z.object({ stream, ops: z.array(op), inverse: z.array(op) })).min(1),
}) as unknown as z.ZodType<Transaction>;

/** One entry of the undo history, newest last. `undone` entries can be redone. */
export const historyEntry = z.object({ transaction, undone: z.boolean() });
export type HistoryEntry = z.infer<typeof historyEntry>;

/** `sync.md` §2.15: `both` = IndexedDB transaction complete and journal record fsynced. */
export const savedState = z.object({ copies: z.enum(['both', 'one', 'none']), cause: z.string().nullable() });
export type SavedState = z.infer<typeof savedState>;

export const syncState = z.enum(['local', 'offline', 'syncing', 'synced', 'signed-out', 'no-access', 'upgrade', 'waiting']);
export const workspaceStatus = z.object({
  saved: z.enum(['saving', 'saved', 'one-copy', 'not-saved']),
  cause: z.string().nullable(),
  sync: syncState,
  /** Changes on this machine that the server has not acknowledged. */
  pending: z.number().int(),
  /** Conflicts, rejected and held changes that wait for a person. */
  attention: z.number().int(),
  since: z.number(),
  lastSync: z.number().nullable(),
  /** Signed clock difference in milliseconds when it is worth a warning. */
  skew: z.number().nullable(),
});
export type WorkspaceStatus = z.infer<typeof workspaceStatus>;

export const recovery = z.object({ recovered: z.number().int(), notices: z.array(z.object({ code: z.string(), sentence: z.string() })) });
export type Recovery = z.infer<typeof recovery>;

export const workspaceContract = {
  projects: {
    /** Start-up check and recovery of the database, then the project stream. Seeds it when it is empty and local. */
    open: call(z.object({ database, project: uuid, seed: records }), z.object({ records, recovery })),
    close: call(z.object({ project: uuid }), nothing),
    /** Copies every record of a local project to a project of an account, as new changes waiting to be pushed. */
    copyTo: call(z.object({ from: uuid, database, project: uuid }), z.object({ records: z.number().int() })),
  },
  streams: {
    open: call(z.object({ project: uuid, stream }), z.object({ records, history: z.array(historyEntry), draft: z.unknown(), readOnly: z.boolean() })),
    /** What others, another window or recovery changed; the window's own commits do not come back. */
    changes: feed(z.object({ project: uuid }), z.object({ stream, put: records, removed: z.array(uuid as unknown as z.ZodType<Uuid>), origin: z.enum(['other', 'storage']) })),
    close: call(z.object({ project: uuid, stream }), nothing),
    /** All records of one type in every stream of the project that is on this machine (flags for the inbox, conflicts). `pending`: the server has not acknowledged it; null where there is no server. */
    query: call(z.object({ project: uuid, types: z.array(z.string()) }), z.array(z.object({ stream, record: documentRecord, pending: z.boolean().nullable().default(null) }))),
    /** Who wrote what stands now in some objects, unit by unit, as far as the ledger has confirmed it. */
    authors: call(z.object({ project: uuid, stream, objects: z.array(uuid).max(5000) }), z.array(z.object({ object: uuid, unit: z.string(), actor: z.string(), seq: z.number().int() }))),
  },
  /** One transaction, saved as a whole in both places before it answers. */
  commit: {
    apply: call(z.object({ project: uuid, transaction }), savedState),
    /** Marks a history entry of a stream as undone or done again; the undo itself is a transaction of its own. */
    markUndone: call(z.object({ project: uuid, stream, transaction: uuid, undone: z.boolean() }), nothing),
    /** What is under way in a panel (flag text, unfinished gesture); `null` forgets it. */
    saveDraft: call(z.object({ project: uuid, stream, draft: z.unknown() }), nothing),
  },
  sync: {
    status: feed(nothing, workspaceStatus),
    now: call(z.object({ project: uuid }), nothing),
    /** The person's own switch; offline work goes on either way. */
    setPaused: call(z.object({ paused: z.boolean() }), nothing),
    /** Changes the server refused, held or answered with a conflict, until a person acts. */
    notices: call(z.object({ project: uuid }), z.array(z.object({ op: uuid, stream, status: z.string(), code: z.string().nullable(), at: z.number(), record: documentRecord.nullable() }))),
    discardNotice: call(z.object({ project: uuid, op: uuid }), nothing),
  },
} satisfies Contract;

export type WorkspaceContract = typeof workspaceContract;
