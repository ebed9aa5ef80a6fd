import type { ProjectInfo } from '#shared/bridge/hostContract.ts';
import type { Recovery } from '#shared/bridge/workspaceContract.ts';
import { setTaskProgress } from '#shared/edits/setTaskProgress.ts';
import { taskStateIdOf, type ItemId, type ProjectId } from '#shared/model/ids.ts';
import type { Transaction } from '#shared/model/transaction.ts';
import { createEditor, type OpenEditor } from '../document/createEditor.ts';
import type { OwnDesk } from '../own/ownDesk.ts';
import { FlagBook } from './flagBook.ts';
import { say } from '../i18n/i18n.ts';
import { tell, type Inside } from './inside.ts';
import { Outgoing } from './outgoing.ts';
import { seedRecords } from './seedRecords.ts';
import { TaskDoor } from './taskDoor.ts';
import { watchIndex } from './watchIndex.ts';
import { watchProject } from './watchProject.ts';

/** A project while it is open: its one editor, its tasks, its flags, and the feeds that keep them current. */
export interface ProjectRoom {
  readonly info: ProjectInfo;
  readonly editor: OpenEditor;
  readonly outgoing: Outgoing;
  readonly flags: FlagBook;
  readonly tasks: TaskDoor;
  readonly recovery: Recovery;
  close(): Promise<void>;
}

/** Opens the project's database and stream, then starts listing its items. */
export async function openProjectRoom(inside: Inside, own: OwnDesk, info: ProjectInfo): Promise<ProjectRoom> {
  const database = info.account ?? 'local';
  const { records, recovery } = await inside.workspace.projects.open({ database, project: info.id, seed: [...seedRecords(info)] });
  const actor = await actorOf(inside, info.account);
  inside.work.setState({ me: actor });
  await own.open(info.id as ProjectId, actor);
  const stop = new AbortController();
  const flags = new FlagBook(inside, info.id);
  const outgoing: Outgoing = new Outgoing(info.id as ProjectId, {
    commit: inside.workspace.commit,
    onSaved: ({ id }) => editor.confirm(id),
    onCount: (unsaved, failed) => inside.work.setState({ unsaved, failed }),
    after: inside.after,
  });
  const publish = (transaction: Transaction): void => {
    outgoing.send(transaction);
    flags.follow(transaction);
    if (transaction.via === 'ui' || transaction.via === 'undo') own.time?.changed(transaction.via === 'undo');
    queueMicrotask(() => takeUp(inside, editor, transaction));
  };
  const editor = createEditor({
    project: info.id as ProjectId, records, task: null, newId: inside.newId, clock: inside.clock, actor, publish,
    markUndone: (stream, transaction, undone) => void inside.workspace.commit.markUndone({ project: info.id, stream, transaction, undone }).catch(() => tell(inside, 'warn', { key: 'toast.historyLost' })),
    onKept: (label) => tell(inside, 'warn', { key: 'toast.kept', params: { label: say({ key: `edit.${label}`, fallback: label }) } }),
  });
  const tasks = new TaskDoor(inside, info, editor);
  watchProject({ inside, info, editor, flags, tasks, own }, stop.signal);
  watchIndex(inside, { info, editor }, stop.signal);
  await flags.load();
  return {
    info, editor, outgoing, flags, tasks, recovery,
    close: async () => {
      stop.abort();
      await own.close();
      await outgoing.settle();
      outgoing.stop();
      await inside.workspace.projects.close({ project: info.id });
    },
  };
}

/** Who edits: the signed-in person of the project's account, or this computer's own. */
async function actorOf(inside: Inside, account: string | null): Promise<string> {
  if (account === null) return 'local';
  const accounts = await inside.host.server.accounts({});
  return accounts.find(({ id }) => id === account)?.person.id ?? account;
}

/** The first own change of a task that nobody has begun makes it one that is under way. */
function takeUp(inside: Inside, editor: OpenEditor, transaction: Transaction): void {
  const open = inside.work.getState().open;
  if (open === null || transaction.via !== 'ui' || !transaction.parts.some(({ stream }) => stream === open.stream)) return;
  const state = editor.document.get(taskStateIdOf(open.task));
  if (state?.type === 'task' && (state.progress !== 'todo' || state.hold !== null)) return;
  editor.commit(setTaskProgress, { task: open.task, item: open.item.id as ItemId, progress: 'active' });
}
