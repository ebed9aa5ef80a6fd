import type { Uuid } from '../base/id.ts';
import type { Json } from '../base/json.ts';
import { MOST_RELATION_NAMES, type ProjectRecord } from '../model/records.ts';
import { edit, refused } from './edit.ts';
import { relationNameRefusal } from './relateTracks.ts';

/** Name, description, flag tags and names of relations of the project itself. */
export const editProject = edit<{ readonly project: Uuid; readonly set: Partial<Pick<ProjectRecord, 'name' | 'description' | 'tags' | 'relations'>> }>('project.edit', (document, { project, set }) => {
  if (document.get(project)?.type !== 'project') return refused('edit/gone');
  if (set.name !== undefined && set.name.trim() === '') return refused('edit/no-name');
  if ((set.name ?? '').length > 200 || (set.description ?? '').length > 16384) return refused('edit/too-long');
  const names = (set.relations ?? []).map((name) => name.trim());
  if (names.length > MOST_RELATION_NAMES) return refused('edit/too-many-relations');
  const no = names.map(relationNameRefusal).find((one) => one !== null) ?? (new Set(names).size < names.length ? refused('edit/name-taken') : null);
  if (no !== null) return no;
  return [{ op: 'patch', id: project, set: { ...(set as Record<string, Json>) } }];
});
