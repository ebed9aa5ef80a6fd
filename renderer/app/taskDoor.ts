import type { Item, ProjectInfo } from '#shared/bridge/hostContract.ts';
import type { HistoryEntry } from '#shared/bridge/workspaceContract.ts';
import type { TaskId } from '#shared/model/ids.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import { mediaUrl } from '../host/mediaUrl.ts';
import { messageOf } from '../i18n/i18n.ts';
import { FIRST_TRAVEL } from '../session/motion.ts';
import type { QueueRow } from '../session/taskQueue.ts';
import type { ImageRegion } from '../stage2d/stageHandle.ts';
import { clipPortOf } from './clipPortOf.ts';
import { ClipRoom } from './clipRoom.ts';
import type { Inside } from './inside.ts';

interface OpenedStream {
  readonly records: readonly DocumentRecord[];
  readonly history: readonly HistoryEntry[];
  readonly draft: unknown;
  readonly readOnly: boolean;
}

const AHEAD = 2;
/** Larger pictures come in tiles, which are not fetched ahead. */
const MOST_AHEAD_PIXELS = 100_000_000;

/** Puts tasks in hand, one at a time, and fetches the likely next ones before they are asked for. */
export class TaskDoor {
  readonly #inside: Inside;
  readonly #info: ProjectInfo;
  readonly #editor: OpenEditor;
  readonly #ahead = new Map<StreamId, Promise<OpenedStream>>();
  #turn = 0;
  #clip: ClipRoom | null = null;

  constructor(inside: Inside, info: ProjectInfo, editor: OpenEditor) {
    this.#inside = inside;
    this.#info = info;
    this.#editor = editor;
  }

  /** Opens the row's task, with a spot to look at or null. When another is asked for meanwhile, that one wins. */
  async open(row: QueueRow, look: ImageRegion | null, frame = 0): Promise<void> {
    const { work, session } = this.#inside;
    if (work.getState().open?.task === row.task) {
      if (frame !== session.getState().frame) work.getState().clip?.player.seek(frame);
      return work.setState({ look });
    }
    const turn = (this.#turn += 1);
    const stream: StreamId = `t:${row.task}`;
    work.setState({ opening: true, problem: null });
    try {
      const [opened, item] = await Promise.all([this.#stream(stream), this.#probe(row.item)]);
      if (turn !== this.#turn) return;
      this.#leave();
      session.setState({ ...FIRST_TRAVEL, speed: session.getState().speed, stride: session.getState().stride, task: row.task, frame, extent: item.media === 'image' ? 'still' : 'span', selection: new Set(), hovered: null, hidden: new Set(), tool: opened.readOnly ? 'select' : session.getState().tool });
      this.#editor.openTask({ task: row.task, records: opened.records, history: opened.history, readOnly: opened.readOnly });
      this.#openClip(row.task, item);
      work.setState({ open: { task: row.task, item, stream, editor: this.#editor, readOnly: opened.readOnly, keptDraft: opened.draft }, opening: false, panel: null, look });
    } catch (error) {
      if (turn === this.#turn) work.setState({ opening: false, problem: messageOf(error) });
    }
  }

  /** Fetches documents and pictures of rows that may come next; forgets what is no longer near. */
  prepare(rows: readonly QueueRow[]): void {
    const near = rows.filter(({ item }) => item.problem === null).slice(0, AHEAD * 2);
    const wanted = new Set<StreamId>(near.map(({ task }): StreamId => `t:${task}`));
    for (const stream of [...this.#ahead.keys()]) if (!wanted.has(stream)) this.outdate(stream);
    for (const { task } of near) void this.#fetch(`t:${task}`).catch(() => undefined);
    this.#inside.work.getState().stage?.prefetch(near.filter(({ item }) => item.media === 'image' && (item.width ?? 0) * (item.height ?? 0) <= MOST_AHEAD_PIXELS && !/\.tiff?$/i.test(item.name)).map(({ item }) => mediaUrl.picture(this.#info.id, item.id)));
  }

  /** Somebody changed a task that was fetched ahead: it is fetched again when it is needed. */
  outdate(stream: StreamId): void {
    const early = this.#ahead.get(stream);
    if (early === undefined) return;
    this.#ahead.delete(stream);
    void early.then(() => this.#inside.workspace.streams.close({ project: this.#info.id, stream })).catch(() => undefined);
  }

  close(): void {
    this.#turn += 1;
    this.#leave();
    this.#editor.openTask(null);
    for (const stream of [...this.#ahead.keys()]) this.outdate(stream);
    this.#inside.work.setState({ open: null, opening: false });
  }

  async #stream(stream: StreamId): Promise<OpenedStream> {
    const opened = await this.#fetch(stream);
    this.#ahead.delete(stream);
    return opened;
  }

  #fetch(stream: StreamId): Promise<OpenedStream> {
    const early = this.#ahead.get(stream);
    if (early !== undefined) return early;
    const asked = this.#inside.workspace.streams.open({ project: this.#info.id, stream });
    this.#ahead.set(stream, asked);
    asked.catch(() => this.#ahead.delete(stream));
    return asked;
  }

  #openClip(task: TaskId, item: Item): void {
    if (item.media === 'image' || item.problem !== null) return;
    this.#clip = new ClipRoom({ inside: this.#inside, editor: this.#editor, port: clipPortOf(this.#inside, this.#info.id, item), item: item.id, task, tick: this.#inside.tick });
  }

  /** Size and readability are known once looked at; what was known before is not asked again. */
  async #probe(item: Item): Promise<Item> {
    if (item.width !== null && item.height !== null) return item;
    if (item.problem !== null) return item;
    const probed = await this.#inside.host.media.probe({ project: this.#info.id, item: item.id }).catch((): Item => item);
    const { items } = this.#inside.work.getState();
    this.#inside.work.setState({ items: items.map((one) => (one.id === probed.id ? probed : one)) });
    return probed;
  }

  #leave(): void {
    this.#clip?.close();
    this.#clip = null;
    const open = this.#inside.work.getState().open;
    if (open === null) return;
    void this.#inside.workspace.streams.close({ project: this.#info.id, stream: open.stream }).catch(() => undefined);
  }
}
