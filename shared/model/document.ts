import { CameraPath, type Camera } from './camera.ts';
import type { RecordId, TrackId } from './ids.ts';
import { keyframeIdOf } from './ids.ts';
import type { Book } from './ops.ts';
import type { DocumentRecord, Flag, Keyframe, RecordType, Relation, Track } from './records.ts';

type OfType<T extends RecordType> = Extract<DocumentRecord, { type: T }>;

/** Reading a document. What can be computed is not stored; an implementation keeps its indexes current by `touched`. */
export interface ReadDocument {
  get(id: RecordId): DocumentRecord | undefined;
  track(id: RecordId): Track | undefined;
  /** In painting order: `z`, then id. */
  tracks(): readonly Track[];
  /** By frame, ascending. The same list until one of them changes. */
  keyframesOf(track: TrackId): readonly Keyframe[];
  /** What a track is to others and they to it, both ends being there; by name. */
  relationsOf(track: TrackId): readonly Relation[];
  /** The track a keyframe is of, or was of before it was removed. */
  ownerOf(keyframe: RecordId): TrackId | undefined;
  keyframeAt(track: TrackId, frame: number): Keyframe | undefined;
  flags(): readonly Flag[];
  /** What is known of the clip's camera; the same until that changes. */
  camera(): Camera | null;
  all<T extends RecordType>(type: T): readonly OfType<T>[];
}

/** A document over a book, with indexes by type and by track. `refresh` keeps them current after `applyTo`. */
export class BookDocument implements ReadDocument {
  readonly book: Book;
  readonly #byType = new Map<RecordType, Set<RecordId>>();
  readonly #keysOf = new Map<RecordId, Set<RecordId>>();
  readonly #relationsOf = new Map<RecordId, Set<RecordId>>();
  readonly #known = new Map<RecordId, DocumentRecord>();
  readonly #owners = new Map<RecordId, TrackId>();
  /** Sorted once: a frame step asks for those of every track. */
  readonly #sorted = new Map<RecordId, readonly Keyframe[]>();
  #painting: readonly Track[] | null = null;
  /** Undefined: to be read. */
  #camera: Camera | null | undefined;

  constructor(book: Book) {
    this.book = book;
    this.refresh(book.keys());
  }

  /** Brings the indexes up to date for the given ids. */
  refresh(touched: Iterable<RecordId>): void {
    for (const id of touched) {
      const before = this.#known.get(id);
      const after = this.book.get(id);
      if (before === after) continue;
      if (before !== undefined) this.#index(before, (set) => set.delete(id));
      if (after === undefined) this.#known.delete(id);
      else {
        this.#known.set(id, after);
        this.#index(after, (set) => set.add(id));
      }
      if (before?.type === 'track' || after?.type === 'track') this.#painting = null;
      if ([before, after].some((record) => record?.type === 'camera' || record?.type === 'cameraPath')) this.#camera = undefined;
    }
  }

  get(id: RecordId): DocumentRecord | undefined {
    return this.book.get(id);
  }

  track(id: RecordId): Track | undefined {
    const record = this.book.get(id);
    return record?.type === 'track' ? record : undefined;
  }

  tracks(): readonly Track[] {
    this.#painting ??= [...this.all('track')].sort((a, b) => a.z - b.z || (a.id < b.id ? -1 : 1));
    return this.#painting;
  }

  keyframesOf(track: TrackId): readonly Keyframe[] {
    const known = this.#sorted.get(track);
    if (known !== undefined) return known;
    const found: Keyframe[] = [];
    for (const id of this.#keysOf.get(track) ?? []) {
      const record = this.book.get(id);
      if (record?.type === 'keyframe') found.push(record);
    }
    found.sort((a, b) => a.frame - b.frame);
    this.#sorted.set(track, found);
    return found;
  }

  relationsOf(track: TrackId): readonly Relation[] {
    const found: Relation[] = [];
    for (const id of this.#relationsOf.get(track) ?? []) {
      const record = this.book.get(id);
      if (record?.type === 'relation' && this.track(record.from) !== undefined && this.track(record.to) !== undefined) found.push(record);
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  }

  ownerOf(keyframe: RecordId): TrackId | undefined {
    return this.#owners.get(keyframe);
  }

  keyframeAt(track: TrackId, frame: number): Keyframe | undefined {
    const record = this.book.get(keyframeIdOf(track, frame));
    return record?.type === 'keyframe' ? record : undefined;
  }

  flags(): readonly Flag[] {
    return this.all('flag');
  }

  camera(): Camera | null {
    if (this.#camera !== undefined) return this.#camera;
    const [record] = this.all('camera');
    this.#camera = record === undefined ? null : { record, path: new CameraPath(this.all('cameraPath'), record) };
    return this.#camera;
  }

  all<T extends RecordType>(type: T): readonly OfType<T>[] {
    return [...(this.#byType.get(type) ?? [])].map((id) => this.book.get(id) as OfType<T>);
  }

  #index(record: DocumentRecord, change: (set: Set<RecordId>) => void): void {
    change(setAt(this.#byType, record.type));
    if (record.type === 'relation') for (const end of [record.from, record.to]) change(setAt(this.#relationsOf, end));
    if (record.type !== 'keyframe') return;
    change(setAt(this.#keysOf, record.track));
    this.#owners.set(record.id, record.track);
    this.#sorted.delete(record.track);
  }
}

function setAt<K>(sets: Map<K, Set<RecordId>>, key: K): Set<RecordId> {
  const found = sets.get(key) ?? new Set<RecordId>();
  sets.set(key, found);
  return found;
}
