import type { Uuid } from '../../base/id.ts';
import type { OutboxRow } from './ports.ts';

/** Open changes by object, each list in queue order. */
export function byObject(rows: readonly OutboxRow[]): Map<Uuid, OutboxRow[]> {
  const found = new Map<Uuid, OutboxRow[]>();
  for (const row of rows) {
    const same = found.get(row.obj);
    if (same === undefined) found.set(row.obj, [row]);
    else same.push(row);
  }
  return found;
}
