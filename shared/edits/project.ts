import type { Uuid } from '../base/id.ts';
import type { Json } from '../base/json.ts';
import type { ProjectRecord } from '../model/records.ts';
import { edit, refused } from './edit.ts';

/** Name, description and flag tags of the project itself. */
export const editProject = edit<{ readonly project: Uuid; readonly set: Partial<Pick<ProjectRecord, 'name' | 'description' | 'tags'>> }>('project.edit', (document, { project, set }) => {
  if (document.get(project)?.type !== 'project') return refused('edit/gone');
  if (set.name !== undefined && set.name.trim() === '') return refused('edit/no-name');
  if ((set.name ?? '').length > 200 || (set.description ?? '').length > 16384) return refused('edit/too-long');
  return [{ op: 'patch', id: project, set: { ...(set as Record<string, Json>) } }];
});
