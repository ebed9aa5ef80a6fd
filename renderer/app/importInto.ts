import type { DocumentRecord } from '#shared/model/records.ts';
import type { ProjectId, TaskId } from '#shared/model/ids.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import { AppError } from '#shared/base/errors.ts';
import { edit, type Edit } from '#shared/edits/edit.ts';
import { createEditor } from '../document/createEditor.ts';
import type { Hall } from './hall.ts';

/** Imported things arrive whole; what is already there under the same id stays as it is. */
const importRecords: Edit<{ readonly records: readonly DocumentRecord[] }> = edit('import', (document, { records }) =>
  records.filter(({ id }) => document.get(id) === undefined).map((record) => ({ op: 'put', record })));

/**
 * Puts records into a task as one undoable change, whether the task is in hand or not: a task that is not is opened, changed,
 * and closed again, and its history shows the import when somebody opens it. `task` null: labels, for the project itself.
 */
export async function importInto(inside: Hall, task: TaskId | null, records: readonly DocumentRecord[]): Promise<void> {
  const { room, work } = inside;
  if (room === null) throw new AppError('app/no-project', 'No project is open.');
  if (task === null || work.getState().open?.task === task) {
    refuse(room.editor.commit(importRecords, { records }, 'import')?.refused);
    await room.outgoing.settle();
    return;
  }
  const stream: StreamId = `t:${task}`;
  room.tasks.outdate(stream);
  const project = room.info.id as ProjectId;
  const opened = await inside.workspace.streams.open({ project, stream });
  try {
    const editor = createEditor({
      project, records: [...room.editor.document.all('label')], task: { task, ...opened }, newId: inside.newId, clock: inside.clock, actor: work.getState().me,
      publish: (transaction) => room.outgoing.send(transaction), markUndone: () => undefined, onKept: () => undefined,
    });
    refuse(editor.commit(importRecords, { records }, 'import')?.refused);
    await room.outgoing.settle();
  } finally {
    await inside.workspace.streams.close({ project, stream });
  }
}

function refuse(code: string | undefined): void {
  if (code !== undefined) throw new AppError(code, `The import was refused: ${code}.`);
}
