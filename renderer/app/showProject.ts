import type { ProjectInfo } from '#shared/bridge/hostContract.ts';
import type { TaskId } from '#shared/model/ids.ts';
import type { TaskState } from '#shared/model/records.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import { countRows, queueRows } from '../session/taskQueue.ts';
import type { Inside } from './inside.ts';

/** The project's labels and its own record, as panels see them. */
export function showProject({ work, session }: Inside, info: ProjectInfo, editor: OpenEditor): void {
  const labels = [...editor.document.all('label')].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const about = editor.document.all('project').find(({ id }) => id === info.id) ?? editor.document.all('project')[0] ?? null;
  work.setState({ labels, about });
  const { label } = session.getState();
  if (labels.every(({ id }) => id !== label)) session.setState({ label: labels[0]?.id ?? null });
}

/** The task list with its states and counts. */
export function showQueue({ work }: Inside, editor: OpenEditor): void {
  const states = new Map<TaskId, TaskState>(editor.document.all('task').map((state) => [state.task, state]));
  const rows = queueRows(work.getState().items, states);
  work.setState({ rows, counts: countRows(rows) });
}
