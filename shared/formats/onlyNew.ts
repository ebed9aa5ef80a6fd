import { kindOf } from '../model/kinds/registry.ts';
import type { DocumentRecord } from '../model/records.ts';
import type { Imported } from './format.ts';
import type { Note, Report } from './report.ts';

const THERE: Note = { fate: 'kept', code: 'formats/already-there', sentence: 'Things that are in the project already are left as they are there.' };
const FAULTY: Note = { fate: 'kept', code: 'formats/faulty', sentence: 'Shapes that nobody could draw (without an area or a length, or too far outside) are kept with a mark; ask the object list for “faulty” to find them.' };

/** An import only adds: what is `present` under its id stays as it is, whatever the file says of it. What comes in with a fault is said. */
export function onlyNew(part: Imported, present: ReadonlySet<string>, report: Report): Imported {
  if ('labels' in part) return { labels: part.labels.filter(({ id }) => !present.has(id)) };
  const there = part.records.filter((record) => record.type === 'track' && present.has(record.id));
  if (there.length > 0) report.note(THERE, part.item.name, there.length);
  const records = there.length === 0 ? part.records : part.records.filter((record) => !present.has(record.type === 'keyframe' ? record.track : record.id));
  const faulty = records.filter(isFaulty).length;
  if (faulty > 0) report.note(FAULTY, part.item.name, faulty);
  return { item: part.item, records };
}

function isFaulty(record: DocumentRecord): boolean {
  return record.type === 'keyframe' && record.shape !== null && kindOf(record.shape).problem(record.shape) !== null;
}
