import { createLabel } from '#shared/edits/labels.ts';
import { setTaskProgress } from '#shared/edits/setTaskProgress.ts';
import type { FolderGrant, ProjectInfo } from '#shared/bridge/hostContract.ts';
import type { Edit } from '#shared/edits/edit.ts';
import type { ItemId, LabelId, TaskId } from '#shared/model/ids.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { Transaction, Via } from '#shared/model/transaction.ts';
import type { Deeds } from '../commands/workbench.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import { messageOf, say } from '../i18n/i18n.ts';
import type { ModelDesk } from '../models/modelDesk.ts';
import type { ImageRegion } from '../stage2d/stageHandle.ts';
import { nextInQueue, type QueueRow } from '../session/taskQueue.ts';
import { Detecting } from './detecting.ts';
import { EMPTY_WORK } from './emptyWork.ts';
import { effortOf } from './effortOf.ts';
import { FlagDesk } from './flagDesk.ts';
import { importInto } from './importInto.ts';
import { attempt, tell } from './inside.ts';
import { motionDeeds } from './motionDeeds.ts';
import { pickFolder } from './pickFolder.ts';
import { openProjectRoom } from './projectRoom.ts';
import { lastTask, rememberTask } from './remember.ts';
import { saveElsewhere } from './saveElsewhere.ts';
import { showQueue } from './showProject.ts';
import { Spreading } from './spreading.ts';
import type { Hall } from './hall.ts';

/** The deeds behind commands and panels. */
export function createDeeds(inside: Hall, models: ModelDesk): Deeds {
  const detecting = new Detecting(inside, models);
  const desk = new FlagDesk(inside);
  const spreading = new Spreading(inside);
  const enter = (ask: () => Promise<ProjectInfo>): Promise<void> => enterProject(inside, ask);
  return {
    pickFolder: () => pickFolder(inside),
    openFolder: (grant: FolderGrant) => enter(() => inside.host.projects.openFolder({ grant: grant.grant })),
    openSample: (scene) => enter(() => inside.host.projects.openSample({ scene })),
    openRemote: (account, project) => enter(() => inside.host.projects.openRemote({ account, project })),
    reopen: (project) => enter(() => inside.host.projects.reopen({ project })),
    closeProject: () => leaveProject(inside),
    openTask: (task, look = null, frame) => openTask(inside, task, { look, frame }),
    step: (by) => step(inside, by),
    next: () => next(inside),
    finishTask: async () => {
      if (setProgress(inside, 'done')) await next(inside);
    },
    reopenTask: () => void setProgress(inside, 'active'),
    commit: (edit, args, via) => commit(inside, edit, { args, via: via ?? 'ui' }),
    undo: () => turnBack(inside, spreading, 'undo'),
    redo: () => turnBack(inside, spreading, 'redo'),
    spreadIsNext: (way) => spreading.isNext(way),
    propagate: async (copies, tasks) => {
      const done = await spreading.spread(copies, tasks);
      if (done) tell(inside, 'good', { key: 'toast.propagated', params: { count: tasks.length } });
      return done;
    },
    detect: () => detecting.run(),
    stopModels: () => {
      detecting.stop();
      inside.work.getState().stage?.stopLooking();
      models.stop();
    },
    ...motionDeeds(inside),
    openFlagPanel: () => desk.open(),
    keepFlagDraft: (words) => desk.keep(words),
    closeFlagPanel: () => desk.close(),
    storePicture: (picture) => desk.store(picture),
    submitFlag: async (words, end) => {
      if ((await desk.submit(words, end)) && end.disposition === 'parked') await next(inside);
      else inside.work.getState().stage?.focus();
    },
    showFlag: (row) => openTask(inside, row.flag.task, { look: row.flag.anchor.region, frame: row.flag.anchor.frame }),
    judge: (flag, verdict, reason) => desk.judge(flag, verdict, reason),
    addLabel: (name, color) => addLabel(inside, name, color),
    syncNow: () => attempt(inside, async () => void (await inside.workspace.sync.now({ project: inside.room?.info.id ?? '' }))),
    setPaused: (paused) => attempt(inside, async () => {
      await inside.workspace.sync.setPaused({ paused });
      inside.work.setState({ paused });
    }),
    saveElsewhere: () => attempt(inside, () => saveElsewhere(inside)),
    importInto: (task: TaskId | null, records: readonly DocumentRecord[]) => importInto(inside, task, records),
    refreshFlags: () => attempt(inside, async () => {
      await inside.room?.flags.load();
      if (inside.room !== null) inside.room.flags.show(inside.room.editor);
    }),
  };
}

async function enterProject(inside: Hall, ask: () => Promise<ProjectInfo>): Promise<void> {
  const { work, screen, session } = inside;
  work.setState({ opening: true, problem: null });
  try {
    const project = await ask();
    await leaveProject(inside);
    work.setState({ project, opening: true });
    const room = await openProjectRoom(inside, inside.own, project);
    inside.room = room;
    work.setState({ editor: room.editor });
    showQueue(inside, room.editor);
    room.flags.show(room.editor);
    work.setState({ opening: false });
    // Who has turned to the inbox meanwhile stays there.
    screen.setState(({ page }) => ({ page: page === 'welcome' ? 'work' : page }));
    session.setState({ tool: 'select' });
    sayRecovery(inside, room.recovery);
    void openFirst(inside, project.id);
  } catch (error) {
    work.setState({ ...EMPTY_WORK, status: work.getState().status, paused: work.getState().paused, problem: messageOf(error) });
    screen.setState({ page: 'welcome' });
  }
}

function sayRecovery(inside: Hall, { recovered, notices }: { readonly recovered: number; readonly notices: readonly { readonly code: string; readonly sentence: string }[] }): void {
  if (recovered > 0) tell(inside, 'good', { key: 'toast.recovered', params: { count: recovered } });
  for (const { code, sentence } of notices) tell(inside, 'warn', { key: `error.${code}`, fallback: sentence });
}

async function leaveProject(inside: Hall): Promise<void> {
  const { room, work, screen } = inside;
  inside.room = null;
  if (room !== null) {
    room.tasks.close();
    await attempt(inside, () => room.close());
  }
  work.setState({ ...EMPTY_WORK, status: work.getState().status, paused: work.getState().paused });
  screen.setState({ page: 'welcome', dialog: null });
}

/** The task of last time, or the first of the queue, as soon as the list holds it. */
async function openFirst(inside: Hall, project: string): Promise<void> {
  const last = await lastTask(inside, project);
  const choose = (): QueueRow | 'later' | 'none' => {
    const { rows, items, index, open, opening, project: now } = inside.work.getState();
    if (now?.id !== project || open !== null || opening) return 'none';
    if (rows.length < items.length) return 'later';
    const known = rows.find(({ task }) => task === last);
    const other = last === null || index.done ? (nextInQueue(rows, null) ?? rows[0]) : undefined;
    return known ?? other ?? (index.done ? 'none' : 'later');
  };
  const row = await whenChosen(inside, choose);
  if (row !== null) await bringTask(inside, row, { look: null });
}

function whenChosen({ work }: Hall, choose: () => QueueRow | 'later' | 'none'): Promise<QueueRow | null> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const row = choose();
      if (row !== 'later') resolve(row === 'none' ? null : row);
      return row !== 'later';
    };
    if (look()) return;
    const leave = work.subscribe(() => {
      if (look()) leave();
    });
  });
}

/** What to look at in a task, and on which frame of a clip; none stays where one is. */
interface Spot {
  readonly look: ImageRegion | null;
  readonly frame?: number | undefined;
}

async function openTask(inside: Hall, task: TaskId, spot: Spot): Promise<void> {
  const row = inside.work.getState().rows.find((one) => one.task === task);
  if (row === undefined) return;
  inside.screen.setState({ page: 'work' });
  await bringTask(inside, row, spot);
}

/** Without turning the page: who is reading the inbox is not called away by a task that opens by itself. */
async function bringTask(inside: Hall, row: QueueRow, spot: Spot): Promise<void> {
  const { room } = inside;
  if (room === null) return;
  const { look, frame } = spot.look === null ? { ...answeredSpot(inside, row), ...(spot.frame === undefined ? {} : { frame: spot.frame }) } : spot;
  await room.tasks.open(row, look, frame);
  room.tasks.prepare(neighbours(inside));
  void rememberTask(inside, room.info.id, row.task);
}

/** A released task opens on the spot that was asked about. */
function answeredSpot(inside: Hall, row: QueueRow): Spot {
  const anchor = row.status === 'released' ? inside.work.getState().flags.find(({ flag, answer }) => flag.task === row.task && answer !== null && flag.verdict === null)?.flag.anchor : undefined;
  return anchor === undefined ? { look: null } : { look: anchor.region, frame: anchor.frame };
}

/** Who may come next: the neighbours in the list and the next of the queue. */
function neighbours(inside: Hall): readonly QueueRow[] {
  const { rows, open } = inside.work.getState();
  const at = rows.findIndex(({ task }) => task === open?.task);
  const queue = nextInQueue(rows, open?.task ?? null);
  return [...new Set([rows[at + 1], queue ?? undefined, rows[at + 2], rows[at - 1]])].flatMap((row) => row ?? []);
}

async function step(inside: Hall, by: 1 | -1): Promise<void> {
  const { rows, open } = inside.work.getState();
  const at = rows.findIndex(({ task }) => task === open?.task);
  const row = rows[at + by];
  if (row !== undefined) await openTask(inside, row.task, { look: null });
}

async function next(inside: Hall): Promise<void> {
  const { rows, open } = inside.work.getState();
  const row = nextInQueue(rows, open?.task ?? null);
  if (row === null) tell(inside, 'good', { key: 'toast.queueEmpty' });
  else await openTask(inside, row.task, { look: null });
}

function commit<Args>(inside: Hall, edit: Edit<Args>, { args, via }: { readonly args: Args; readonly via: Via }): boolean {
  const no = inside.room?.editor.commit(edit, args, via) ?? null;
  if (no !== null) tell(inside, 'warn', { key: `error.${no.refused}`, fallback: no.refused });
  return inside.room !== null && no === null;
}

function turnBack(inside: Hall, spreading: Spreading, way: 'undo' | 'redo'): void {
  if (spreading.isNext(way)) void spreading.turnBack(way);
  else turnBackHere(inside, way);
}

/** What is taken back on frames that are not seen is said: the picture does not show it, and must not jump either. */
function turnBackHere(inside: Hall, way: 'undo' | 'redo'): void {
  const editor = inside.room?.editor ?? null;
  if (editor === null) return;
  const step = way === 'undo' ? editor.steps.findLast(({ undone }) => !undone) : editor.steps.find(({ undone }) => undone);
  const frames = framesOf(step?.transactions ?? [], editor);
  const label = way === 'undo' ? editor.undo() : editor.redo();
  const { session } = inside;
  if (label === null || inside.work.getState().clip === null || frames.size === 0 || frames.has(session.getState().frame)) return;
  tell(inside, 'plain', { key: way === 'undo' ? 'toast.undoneOn' : 'toast.redoneOn', params: { label: say({ key: `edit.${label}`, fallback: label }), frame: Math.min(...frames) } });
}

function framesOf(transactions: readonly Transaction[], { document }: OpenEditor): ReadonlySet<number> {
  const records = transactions.flatMap(({ parts }) => parts.flatMap(({ ops, inverse }) => [...ops, ...inverse])).map((op) => (op.op === 'put' ? op.record : document.get(op.id)));
  return new Set(records.flatMap((record) => (record?.type === 'keyframe' ? [record.frame] : [])));
}

function setProgress(inside: Hall, progress: 'active' | 'done'): boolean {
  const open = inside.work.getState().open;
  if (open === null) return false;
  const effort = progress === 'done' ? effortOf(inside, open) : null;
  return commit(inside, setTaskProgress, { args: { task: open.task, item: open.item.id as ItemId, progress, effort }, via: 'ui' });
}

function addLabel(inside: Hall, name: string, color: string): LabelId | null {
  const id = inside.newId() as LabelId;
  return commit(inside, createLabel, { args: { id, name, color, kinds: [], attributes: [] }, via: 'ui' }) ? id : null;
}
