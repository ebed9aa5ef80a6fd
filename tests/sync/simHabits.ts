import type { NewId } from '#shared/base/id.ts';
import type { Json } from '#shared/base/json.ts';
import type { Seeded } from '#shared/base/seeded.ts';
import { BookDocument } from '#shared/model/document.ts';
import { keyframeIdOf, taskStateIdOf, type ItemId, type ProjectId, type TaskId, type TrackId } from '#shared/model/ids.ts';
import { applyTo, idOf, type Book, type Op } from '#shared/model/ops.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { StreamId, Transaction, Via } from '#shared/model/transaction.ts';
import { recordShown, type Shown } from '#shared/sync/engine/effective.ts';
import type { SimOptions } from './options.ts';
import type { Scheduler } from './scheduler.ts';

/** One task, one project: the streams everybody works in. */
export interface Place {
  readonly project: ProjectId;
  readonly task: TaskId;
  readonly item: ItemId;
  readonly streams: readonly [StreamId, StreamId];
}

/** What a person goes by when he decides what to do. */
export interface HabitWorld {
  readonly scheduler: Scheduler;
  readonly random: Seeded;
  readonly options: SimOptions;
  readonly place: Place;
  readonly wrap: { readonly inverse: (told: readonly Op[]) => readonly Op[] };
}

/** The hand of a simulated person: turns what he sees into transactions, by the seed's chance. */
export class SimHabits {
  readonly #index: number;
  readonly #newId: NewId;
  readonly #world: HabitWorld;
  #made = 0;

  constructor(index: number, newId: NewId, world: HabitWorld) {
    this.#index = index;
    this.#newId = newId;
    this.#world = world;
  }

  /** A gesture or two on what is on the screen; null when there was nothing to do. */
  edit(task: readonly Shown[], project: readonly Shown[]): Transaction | null {
    const { random, options, place } = this.#world;
    const book = bookOf(task);
    const ops = this.#taskOps(book);
    if (ops.length === 0) return null;
    const parts = [this.#part(place.streams[0], book, ops)];
    if (random.chance(options.twoStreams)) {
      const other = bookOf(project);
      parts.push(this.#part(place.streams[1], other, this.#taskState(other)));
    }
    return this.#transaction('ui', parts);
  }

  #taskOps(book: Book): readonly Op[] {
    const { random, options } = this.#world;
    const document = new BookDocument(book);
    const tracks = document.tracks();
    const draw = random.next();
    if (tracks.length === 0 || (draw < 0.25 && tracks.length < options.objects)) return this.#newTrack();
    const track = random.pick(tracks);
    const keys = document.keyframesOf(track.id);
    const key = keys.length > 0 ? random.pick(keys) : null;
    if (draw < 0.4) return [{ op: 'patch', id: track.id, set: this.#trackFields() }];
    if (draw < 0.5) return [{ op: 'put', record: this.#keyframe(track.id, random.below(3)) }];
    if (draw < 0.58) return [...keys.map((one): Op => ({ op: 'remove', id: one.id })), { op: 'remove', id: track.id }];
    if (key === null) return [];
    if (draw < 0.64) return [{ op: 'remove', id: key.id }];
    if (draw < 0.74) return keys.map((one) => ({ op: 'patch', id: one.id, set: { shape: this.#shape() } }));
    return [{ op: 'patch', id: key.id, set: random.chance(0.7) ? { shape: this.#shape() } : { occluded: random.chance(0.5), 'a:state': this.#next() } }];
  }

  #trackFields(): Record<string, Json> {
    const { random } = this.#world;
    const all: Record<string, Json> = { label: this.#newId(), z: this.#next(), note: `n${this.#next()}`, 'a:colour': this.#next() };
    const chosen = Object.entries(all).filter(() => random.chance(0.5));
    return Object.fromEntries(chosen.length > 0 ? chosen : [['z', this.#next()]]);
  }

  #newTrack(): readonly Op[] {
    const id = this.#newId() as TrackId;
    const track: DocumentRecord = { id, type: 'track', kind: 'box', label: null, extent: 'span', z: this.#next(), note: null, locked: false, pinned: false, difficult: false, group: null };
    const put: Op = { op: 'put', record: track };
    return this.#world.random.chance(0.2) ? [put] : [put, { op: 'put', record: this.#keyframe(id, 0) }];
  }

  #keyframe(track: TrackId, frame: number): DocumentRecord {
    return { id: keyframeIdOf(track, frame), type: 'keyframe', track, frame, shape: this.#shape(), occluded: false, truncated: false };
  }

  #taskState(book: Book): readonly Op[] {
    const { place, random } = this.#world;
    const id = taskStateIdOf(place.task);
    const progress = random.pick(['todo', 'active', 'done'] as const);
    if (book.has(id)) return [{ op: 'patch', id, set: { progress } }];
    return [{ op: 'put', record: { id, type: 'task', task: place.task, item: place.item, progress, hold: null, effort: null } }];
  }

  /** What takes a transaction back, as far as what it left is still there. */
  undo(last: Transaction, task: readonly Shown[], project: readonly Shown[]): Transaction | null {
    const [home] = this.#world.place.streams;
    const parts = last.parts.map(({ stream, inverse }) => {
      const book = bookOf(stream === home ? task : project);
      const ops = inverse.filter((op) => op.op === 'put' || book.has(idOf(op)));
      return this.#part(stream, book, ops);
    });
    return this.#transaction('undo', parts.filter((part) => part.ops.length > 0));
  }

  #part(stream: StreamId, book: Book, ops: readonly Op[]): Transaction['parts'][number] {
    const { inverse } = applyTo(book, ops);
    return { stream, ops, inverse: this.#world.wrap.inverse(inverse) };
  }

  #transaction(via: Via, parts: Transaction['parts']): Transaction | null {
    return parts.length === 0 ? null : { id: this.#newId(), label: via, via, undoes: null, at: this.#world.scheduler.now, parts };
  }

  #shape(): Json & { kind: 'box'; x: number; y: number; width: number; height: number; angle: number } {
    return { kind: 'box', x: this.#next() * 100, y: this.#index, width: 10, height: 10, angle: 0 };
  }

  #next(): number {
    return (this.#made += 1) * 8 + this.#index;
  }
}

function bookOf(screen: readonly Shown[]): Book {
  const records = screen.flatMap((one) => recordShown(one) ?? []);
  return new Map(records.map((record) => [record.id, record]));
}
