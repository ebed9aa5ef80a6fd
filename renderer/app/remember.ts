import * as z from 'zod';
import type { TaskId } from '#shared/model/ids.ts';
import { KEYMAPS, THEMES, type KeymapChoice, type Theme } from '../session/screenStore.ts';
import type { Inside } from './inside.ts';

/** What outlives the window, per profile. */
const remembered = z.object({
  theme: z.enum(THEMES).catch('system'),
  keymap: z.object({ preset: z.enum(KEYMAPS), own: z.record(z.string(), z.array(z.string().max(80)).max(8)) }).catch({ preset: 'sightline', own: {} }),
  lastTask: z.record(z.string(), z.string()).catch({}),
});
type Remembered = z.infer<typeof remembered>;

const FORGOTTEN: Remembered = { theme: 'system', keymap: { preset: 'sightline', own: {} }, lastTask: {} };

export async function recall(inside: Pick<Inside, 'host'>): Promise<Remembered> {
  const settings = await inside.host.app.readSettings({}).catch(() => ({}));
  const parsed = remembered.safeParse({ ...FORGOTTEN, ...settings });
  return parsed.success ? parsed.data : FORGOTTEN;
}

export async function lastTask(inside: Inside, project: string): Promise<TaskId | null> {
  const { lastTask: all } = await recall(inside);
  return (all[project] as TaskId | undefined) ?? null;
}

/** Forgetting where one was is no reason to disturb anybody, so a failure stays quiet. */
export async function rememberTask(inside: Inside, project: string, task: TaskId): Promise<void> {
  const { lastTask: all } = await recall(inside);
  if (all[project] === task) return;
  await inside.host.app.writeSettings({ set: { lastTask: { ...all, [project]: task } } }).catch(() => undefined);
}

export async function rememberTheme(inside: Pick<Inside, 'host'>, theme: Theme): Promise<void> {
  await inside.host.app.writeSettings({ set: { theme } }).catch(() => undefined);
}

export async function rememberKeymap(inside: Pick<Inside, 'host'>, keymap: KeymapChoice): Promise<void> {
  await inside.host.app.writeSettings({ set: { keymap } }).catch(() => undefined);
}
