import type { LocalDatabase } from './database.ts';

/** How many places of a project on this machine wait for a person's choice. Read after every save, so by index alone. */
export async function openConflicts(database: LocalDatabase, project: string): Promise<number> {
  const rows = await database.base.where('type').equals('conflict').toArray();
  if (rows.length === 0) return 0;
  const own = new Set<string>((await database.streams.where('project').equals(project).toArray()).map(({ id }) => id));
  const open = rows.filter((row) => own.has(row.stream) && !row.deleted && row.units['state']?.[0] === 'open');
  const closing = await database.outbox.where('[stream+obj]').anyOf(open.map((row) => [row.stream, row.id])).toArray();
  const chosen = new Set<string>(closing.filter(({ op }) => op.set !== undefined && 'state' in op.set).map(({ obj }) => obj));
  return open.filter(({ id }) => !chosen.has(id)).length;
}
