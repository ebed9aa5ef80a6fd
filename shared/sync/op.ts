import * as z from 'zod';
import type { Json } from '../base/json.ts';
import type { Uuid } from '../base/id.ts';

/** `sync.md` §2.3. The envelope version of an op. */
export const OP_VERSION = 1;

const uuid = z.string().regex(/^[0-9a-f-]{36}$/) as unknown as z.ZodType<Uuid>;
const json = z.json() as unknown as z.ZodType<Json>;

export const objectType = z.enum(['track', 'keyframe', 'proposal', 'flag', 'answer', 'flagLink', 'task', 'label', 'project', 'conflict', 'frame', 'stretch', 'relation', 'revision', 'guidelineChoice', 'acknowledgement', 'worktime', 'reflection', 'share', 'camera', 'cameraPath', 'finding']);
export type ObjectType = z.infer<typeof objectType>;

/**
 * One change of one object as it travels. Actor, organisation and project are not in it: the server takes them from
 * the session and the address.
 */
export const syncOp = z.object({
  v: z.literal(OP_VERSION),
  id: uuid,
  dev: uuid,
  /** Strictly increasing per device and stream, gaps allowed; given when the op first enters a push batch. */
  dseq: z.number().int().min(0),
  stream: z.string().regex(/^[tpu]:[0-9a-f-]{36}$/),
  kind: z.enum(['put', 'set', 'del', 'restore', 'act']),
  obj: uuid,
  type: objectType,
  /** The whole new value per unit; null unsets. */
  set: z.record(z.string(), json).optional(),
  /** Stream number of the value the author saw, per unit; 0 = none. For `del`: `{ '*': object number }`. */
  base: z.record(z.string(), z.number().int().min(0)).optional(),
  /** The author's own unacknowledged ops on that unit, oldest first. */
  after: z.record(z.string(), z.array(uuid).max(32)).optional(),
  tx: z.object({ id: uuid, n: z.number().int(), i: z.number().int(), atomic: z.boolean() }).optional(),
  folds: z.array(uuid).max(2000).optional(),
  lease: z.number().int().min(0),
  schema: z.number().int().min(0),
  at: z.number(),
  act_ms: z.number().optional(),
  via: z.enum(['ui', 'undo', 'import', 'model', 'resolve']),
});
export type SyncOp = z.infer<typeof syncOp>;

/** What became of an op. The same op sent again gets the same result. */
export const opResult = z.object({
  id: uuid,
  status: z.enum(['applied', 'noop', 'merged', 'conflict', 'held', 'rejected']),
  /** Stream number of the object after the op; null when nothing was written. */
  seq: z.number().int().nullable(),
  code: z.enum(['exists', 'no_object', 'forbidden', 'task_locked', 'bad_value', 'too_large', 'blob_missing', 'tx_member', 'quota']).nullable(),
  warning: z.enum(['schema_mismatch', 'needs_attention']).nullable(),
  /** Conflict objects made by this op. */
  conflicts: z.array(uuid),
});
export type OpResult = z.infer<typeof opResult>;

/** One unit of an object as the ledger holds it: value, stream number, op, actor, and whether a machine wrote it. */
export const unitRow = z.tuple([json, z.number().int(), uuid, z.string(), z.boolean()]);
export type UnitRow = z.infer<typeof unitRow>;

/** One object as the ledger holds it. A deleted object is a tombstone: its units stay, `deleted` is true. */
export const objectRow = z.object({
  id: uuid,
  type: objectType,
  frame: z.number().int().nullable(),
  seq: z.number().int(),
  deleted: z.boolean(),
  units: z.record(z.string(), unitRow),
});
export type ObjectRow = z.infer<typeof objectRow>;
