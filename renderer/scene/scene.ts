import type { ReadDocument } from '#shared/model/document.ts';
import type { RecordId, TrackId } from '#shared/model/ids.ts';
import { itemOf, offeredItems, proposalItem, type SceneFrame } from './sceneAt.ts';
import type { SceneChange, SceneItem } from './sceneItem.ts';

/** What is to be painted of a document on one frame, kept current by what was touched. */
export class Scene {
  readonly items = new Map<TrackId, SceneItem>();
  #frame: SceneFrame = { frame: 0, hidden: new Set() };
  #offered: ReadonlySet<TrackId> = new Set();

  /** Reads the whole document. */
  reset(document: ReadDocument, frame: SceneFrame): SceneChange {
    this.#frame = frame;
    this.items.clear();
    for (const track of document.tracks()) {
      const item = itemOf(document, { track, keys: document.keyframesOf(track.id) }, frame);
      if (item !== null) this.items.set(track.id, item);
    }
    for (const proposal of document.all('proposal')) {
      const item = proposalItem(document, proposal, frame.frame);
      if (item !== null) this.items.set(item.id, item);
    }
    this.#offered = new Set();
    for (const item of this.#offer(document).put) this.items.set(item.id, item);
    return { all: true, put: [...this.items.values()], removed: [] };
  }

  /** Reads what was touched. A changed label is on many things, and all lie by the camera: then everything is read. */
  update(document: ReadDocument, touched: ReadonlySet<RecordId>): SceneChange {
    if ([...touched].some((id) => isOfMany(document, id))) return this.reset(document, this.#frame);
    const put: SceneItem[] = [];
    const removed: TrackId[] = [];
    for (const id of this.#tracksOf(document, touched)) {
      const track = document.track(id);
      const item = track === undefined ? this.#proposed(document, id) : itemOf(document, { track, keys: document.keyframesOf(id) }, this.#frame);
      if (item !== null) put.push(item);
      else if (this.items.has(id)) removed.push(id);
    }
    const offered = this.#offer(document);
    put.push(...offered.put);
    removed.push(...offered.removed);
    for (const item of put) this.items.set(item.id, item);
    for (const id of removed) this.items.delete(id);
    return { all: false, put, removed };
  }

  /** What things would be with keyframes that are offered: it changes with either. */
  #offer(document: ReadDocument): { readonly put: readonly SceneItem[]; readonly removed: readonly TrackId[] } {
    const put = offeredItems(document, this.#frame.frame);
    const now = new Set(put.map(({ id }) => id));
    const removed = [...this.#offered].filter((id) => !now.has(id));
    this.#offered = now;
    return { put, removed };
  }

  #proposed(document: ReadDocument, id: RecordId): SceneItem | null {
    const record = document.get(id);
    return record?.type === 'proposal' ? proposalItem(document, record, this.#frame.frame) : null;
  }

  #tracksOf(document: ReadDocument, touched: ReadonlySet<RecordId>): ReadonlySet<TrackId> {
    const tracks = new Set<TrackId>();
    for (const id of touched) {
      const record = document.get(id);
      const owner = document.ownerOf(id);
      if (owner !== undefined) tracks.add(owner);
      else if (record === undefined || record.type === 'track' || record.type === 'proposal') tracks.add(id as TrackId);
    }
    return tracks;
  }
}

function isOfMany(document: ReadDocument, id: RecordId): boolean {
  const type = document.get(id)?.type;
  return type === 'label' || type === 'camera' || type === 'cameraPath';
}
