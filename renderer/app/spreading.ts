import { AppError } from '#shared/base/errors.ts';
import type { Uuid } from '#shared/base/id.ts';
import { isRefusal } from '#shared/edits/edit.ts';
import { pasteTracks, type Copied } from '#shared/edits/pasteTracks.ts';
import { BookDocument } from '#shared/model/document.ts';
import type { TaskId } from '#shared/model/ids.ts';
import { applyTo, type Book, type Op } from '#shared/model/ops.ts';
import type { StreamId, Transaction, Via } from '#shared/model/transaction.ts';
import { planTurnBack } from '../document/netEffect.ts';
import { messageOf, say } from '../i18n/i18n.ts';
import type { Hall } from './hall.ts';
import type { ProjectRoom } from './projectRoom.ts';
import { tell } from './inside.ts';

/** What was last put onto other pictures, and when: after which change of which task. */
interface Spread {
  readonly transaction: Transaction;
  readonly from: TaskId;
  readonly after: Uuid | null;
  readonly undone: boolean;
}

type Way = 'undo' | 'redo';

/**
 * Puts copies onto several pictures as one transaction with a part for each, so that all of it is saved, sent and taken
 * back as one step. Undo reaches pictures that are not open, which the editor of the open one cannot.
 */
export class Spreading {
  readonly #inside: Hall;
  #last: Spread | null = null;

  constructor(inside: Hall) {
    this.#inside = inside;
  }

  /** Whether undo (or redo) would act on it now: nothing newer was done on the picture it came from. */
  isNext(way: Way): boolean {
    const { room, work } = this.#inside;
    return this.#last !== null && room !== null && work.getState().open?.task === this.#last.from && room.editor.newest === this.#last.after && this.#last.undone === (way === 'redo');
  }

  /** Whether it went onto all of them; what stood in the way has been said. */
  async spread(copies: readonly Copied[], tasks: readonly TaskId[]): Promise<boolean> {
    const { room, work } = this.#inside;
    const from = work.getState().open?.task;
    if (room === null || from === undefined) return false;
    const after = room.editor.newest;
    const transaction = await this.#send({ label: 'track.propagate', via: 'ui', undoes: null }, tasks.map((task): StreamId => `t:${task}`), (document) => {
      const ops = pasteTracks.run(document, { copies, frame: 0, by: [0, 0], ids: null }, { newId: this.#inside.newId, now: this.#inside.clock.now(), actor: work.getState().me });
      if (isRefusal(ops)) throw new AppError(ops.refused, `The copies were refused: ${ops.refused}.`);
      return ops;
    });
    if (transaction !== null) this.#last = { transaction, from, after, undone: false };
    return transaction !== null;
  }

  /** Takes it back on every picture, or brings it back; what others changed since stays and is said. */
  async turnBack(way: Way): Promise<void> {
    const last = this.#last;
    if (last === null) return;
    const { label, id, parts } = last.transaction;
    this.#last = { ...last, undone: way === 'undo' };
    const own = new Map(parts.map((part) => [part.stream, part]));
    let kept = 0;
    await this.#send({ label, via: 'undo', undoes: id }, [...own.keys()], (document, stream) => {
      const { ops = [], inverse = [] } = own.get(stream) ?? {};
      const plan = planTurnBack(document, way === 'undo' ? { from: ops, to: inverse } : { from: inverse, to: ops });
      kept += plan.kept;
      return plan.ops;
    });
    if (kept > 0) tell(this.#inside, 'warn', { key: 'toast.kept', params: { label: say({ key: `edit.${label}`, fallback: label }) } });
    const project = this.#inside.room?.info.id ?? '';
    for (const stream of own.keys()) void this.#inside.workspace.commit.markUndone({ project, stream, transaction: id, undone: way === 'undo' }).catch(() => tell(this.#inside, 'warn', { key: 'toast.historyLost' }));
  }

  async #send(intent: { readonly label: string; readonly via: Via; readonly undoes: Uuid | null }, streams: readonly StreamId[], plan: (document: BookDocument, stream: StreamId) => readonly Op[]): Promise<Transaction | null> {
    const { room, newId, clock } = this.#inside;
    if (room === null) return null;
    try {
      const parts: Transaction['parts'][number][] = [];
      for (const stream of streams) {
        const book = await this.#read(room, stream);
        const ops = plan(new BookDocument(book), stream);
        if (ops.length > 0) parts.push({ stream, ops, inverse: applyTo(book, ops).inverse });
      }
      if (parts.length === 0) return null;
      const transaction: Transaction = { id: newId(), ...intent, at: clock.now(), parts };
      room.outgoing.send(transaction);
      await room.outgoing.settle();
      return transaction;
    } catch (error) {
      tell(this.#inside, 'bad', messageOf(error));
      return null;
    } finally {
      for (const stream of streams) void this.#inside.workspace.streams.close({ project: room.info.id, stream }).catch(() => undefined);
    }
  }

  /** The records of a picture that is not in hand; what was fetched of it ahead is no longer current. */
  async #read(room: ProjectRoom, stream: StreamId): Promise<Book> {
    room.tasks.outdate(stream);
    const opened = await this.#inside.workspace.streams.open({ project: room.info.id, stream });
    if (opened.readOnly) throw new AppError('edit/read-only', 'Another window works on this task.');
    return new Map([...room.editor.document.all('label'), ...opened.records].map((record) => [record.id, record]));
  }
}
