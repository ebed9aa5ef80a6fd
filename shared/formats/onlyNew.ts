import type { Imported } from './format.ts';
import type { Note, Report } from './report.ts';

const THERE: Note = { fate: 'kept', code: 'formats/already-there', sentence: 'Things that are in the project already are left as they are there.' };

/** An import only adds: what is `present` under its id stays as it is, whatever the file says of it. */
export function onlyNew(part: Imported, present: ReadonlySet<string>, report: Report): Imported {
  if ('labels' in part) return { labels: part.labels.filter(({ id }) => !present.has(id)) };
  const there = part.records.filter((record) => record.type === 'track' && present.has(record.id));
  if (there.length > 0) report.note(THERE, part.item.name, there.length);
  return { item: part.item, records: part.records.filter((record) => !present.has(record.type === 'keyframe' ? record.track : record.id)) };
}
