import type { ProjectInfo } from '#shared/bridge/hostContract.ts';
import { messageOf } from '../i18n/i18n.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import { isPrivateStream } from '#shared/model/streams.ts';
import type { OwnDesk } from '../own/ownDesk.ts';
import type { FlagBook } from './flagBook.ts';
import { tell, type Inside } from './inside.ts';
import { showProject, showQueue } from './showProject.ts';
import type { TaskDoor } from './taskDoor.ts';

interface Watched {
  readonly inside: Inside;
  readonly info: ProjectInfo;
  readonly editor: OpenEditor;
  readonly flags: FlagBook;
  readonly tasks: TaskDoor;
  readonly own: OwnDesk;
}

/** Keeps the window's picture of the project current: own changes through the editor, those of others through the feed. */
export function watchProject(watched: Watched, signal: AbortSignal): void {
  const { inside, editor, info, flags } = watched;
  const leave = editor.subscribe(({ touched }) => {
    inside.work.setState({ revision: editor.revision });
    const types = new Set([...touched].map((id) => editor.document.get(id)?.type));
    const gone = types.has(undefined);
    if (gone || types.has('label') || types.has('project')) showProject(inside, info, editor);
    if (gone || types.has('task')) showQueue(inside, editor);
    if (gone || types.has('answer') || types.has('flag')) flags.show(editor);
  });
  signal.addEventListener('abort', leave, { once: true });
  showProject(inside, info, editor);
  void follow(watched, signal);
}

async function follow({ inside, info, editor, flags, tasks, own }: Watched, signal: AbortSignal): Promise<void> {
  try {
    for await (const change of inside.workspace.streams.changes({ project: info.id }, { signal })) {
      if (isPrivateStream(change.stream)) {
        own.receive(change);
        continue;
      }
      editor.receive(change);
      tasks.outdate(change.stream);
      flags.receive(change);
      flags.show(editor);
    }
  } catch (error) {
    if (!signal.aborted) tell(inside, 'bad', messageOf(error));
  }
}
