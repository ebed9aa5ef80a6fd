import * as z from 'zod';
import { role } from '#shared/sync/messages.ts';
import { projectSeed } from './folderFile.ts';
import type { JsonFormat } from '../files/jsonFile.ts';

/** What this machine remembers of a project, in `projects/<id>/project.json`. The only place that knows its folder. */
const projectFile = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(200),
  source: z.enum(['folder', 'sample', 'server']),
  /** The real folder of the pictures; `null` when they come from a server. */
  folder: z.string().nullable(),
  account: z.string().nullable(),
  role: role.nullable(),
  seed: projectSeed,
  openedAt: z.number(),
});
export type ProjectFile = z.infer<typeof projectFile>;

export const PROJECT_FILE: JsonFormat<ProjectFile> = { format: 'sightline-project', version: 1, room: 'project', schema: projectFile };
