import * as z from 'zod';
import type { Json } from '#shared/base/json.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { Op } from '#shared/model/ops.ts';
import type { ConflictRecord } from '#shared/model/records.ts';
import { fieldsOfUnits, LIFE } from '#shared/sync/units.ts';

const json = z.json();

/**
 * The ops that bring the disputed thing to the late value, or null when that cannot be done by a single change: the thing is gone,
 * or the dispute is about a whole set of changes. What stands can always be kept.
 */
export function opsForOther(document: ReadDocument, conflict: ConflictRecord): readonly Op[] | null {
  const record = document.get(conflict.object);
  if (record === undefined || record.type === 'conflict') return null;
  if (conflict.reason === 'del_vs_edit') return [{ op: 'remove', id: record.id }];
  const offered = json.safeParse(conflict.offered);
  if (conflict.unit === LIFE || !offered.success) return null;
  const value: Json = offered.data;
  return [{ op: 'patch', id: record.id, set: fieldsOfUnits(record.type, { [conflict.unit]: value }) }];
}
