import { overlaps, type Rect } from '#shared/geometry/rect.ts';
import type { RecordId, TaskId, TrackId } from '#shared/model/ids.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import { HitIndex } from '../scene/hitTest.ts';
import { Scene } from '../scene/scene.ts';
import type { SceneChange, SceneItem } from '../scene/sceneItem.ts';
import type { SeeingStore } from '../session/seeingStore.ts';
import type { SessionStore } from '../session/sessionStore.ts';
import type { BulkPainter } from './bulkPainter.ts';
import { holdingOf } from './inHand.ts';

export interface ContentsPorts {
  readonly editor: OpenEditor;
  readonly session: SessionStore;
  readonly seeing: SeeingStore;
}

/** What is on the picture: the scene of the document, the index for finding things in it, and the bulk painter kept in step. */
export class StageContents {
  readonly index = new HitIndex();
  /** Proposals are seen and can be looked up, but no tool works on them. */
  readonly proposals = new HitIndex();
  readonly #scene = new Scene();
  readonly #editor: OpenEditor;
  readonly #session: SessionStore;
  readonly #seeing: SeeingStore;
  readonly #bulk: BulkPainter;
  #task: TaskId | null = null;
  /** Things that change with what is in the hand. */
  #carried: ReadonlySet<TrackId> = new Set();
  /** Put down, but not yet painted by the bulk painter: without them they would blink. */
  readonly #leaving = new Map<TrackId, SceneItem>();

  constructor({ editor, session, seeing }: ContentsPorts, bulk: BulkPainter) {
    this.#editor = editor;
    this.#session = session;
    this.#seeing = seeing;
    this.#bulk = bulk;
  }

  /** Whether what is shown is of the task in hand. */
  isCurrent(): boolean {
    return this.#editor.task === this.#task;
  }

  /** Reads the whole document. */
  read(): void {
    const { frame, hidden } = this.#session.getState();
    if (!this.isCurrent()) {
      this.#bulk.forget();
      this.#leaving.clear();
    }
    this.#task = this.#editor.task;
    this.#apply(this.#scene.reset(this.#editor.document, { frame, hidden, colorBy: this.#seeing.getState().overlay.colorBy }));
  }

  /** Another frame of the same clip: what is on it appears together with it. */
  turnTo(): void {
    const { frame, hidden } = this.#session.getState();
    const change = this.#scene.reset(this.#editor.document, { frame, hidden, colorBy: this.#seeing.getState().overlay.colorBy });
    this.#leaving.clear();
    this.#find(change);
    this.#bulk.replace(change);
    this.#dropGone();
  }

  /** Reads what was touched. */
  update(touched: ReadonlySet<RecordId>): void {
    this.#apply(this.#scene.update(this.#editor.document, touched));
  }

  /** Takes up what is selected and puts down what no longer is. */
  reselect(before: ReadonlySet<TrackId>, now: ReadonlySet<TrackId>): void {
    const { held, marked } = holdingOf(now);
    this.#exchange(both(holdingOf(before).held, this.#carried), both(held, this.#carried), marked);
  }

  /** Takes up what changes with what is selected, as neighbours do, and puts it down again. */
  carry(now: ReadonlySet<TrackId>): void {
    if (now.size === 0 && this.#carried.size === 0) return;
    const { held, marked } = holdingOf(this.#session.getState().selection);
    const before = this.#carried;
    this.#carried = now;
    this.#exchange(both(held, before), both(held, now), marked);
  }

  /** Whatever has bounds that meet a rectangle, with what is hidden. */
  near(rect: Rect): TrackId[] {
    const { frame, hidden } = this.#session.getState();
    const unseen = [...hidden].filter((id) => {
      const shape = shapeAt(this.#editor.document, id, frame);
      const bounds = shape === null ? null : kindOf(shape).bounds(shape);
      return bounds !== null && overlaps(bounds, rect);
    });
    return [...this.index.near(rect).map(({ id }) => id), ...unseen];
  }

  #exchange(before: ReadonlySet<TrackId>, now: ReadonlySet<TrackId>, marked: ReadonlySet<TrackId>): void {
    for (const id of before) {
      const item = now.has(id) ? undefined : this.index.get(id);
      if (item !== undefined) this.#leaving.set(id, item);
    }
    for (const id of now) this.#leaving.delete(id);
    this.#bulk.hold(now, marked);
  }

  leaving(): readonly SceneItem[] {
    if (this.#leaving.size > 0 && this.#bulk.isSharp()) this.#leaving.clear();
    return [...this.#leaving.values()];
  }

  #apply(change: SceneChange): void {
    for (const id of change.removed) this.#leaving.delete(id);
    this.#find(change);
    this.#bulk.apply(change);
    this.#dropGone();
  }

  #find(change: SceneChange): void {
    this.index.apply({ ...change, put: change.put.filter(({ proposed }) => !proposed) });
    this.proposals.apply({ ...change, put: change.put.filter(({ proposed }) => proposed) });
  }

  /** What no longer exists cannot stay selected or hovered. */
  #dropGone(): void {
    const { selection, hovered } = this.#session.getState();
    const there = [...selection].filter((id) => this.#editor.document.track(id) !== undefined);
    if (there.length < selection.size) this.#session.setState({ selection: new Set(there) });
    const { proposal } = this.#session.getState();
    if (proposal !== null && this.proposals.get(proposal as unknown as TrackId) === undefined) this.#session.setState({ proposal: null });
    if (hovered !== null && this.#editor.document.track(hovered) === undefined) this.#session.setState({ hovered: null });
  }
}

function both<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): ReadonlySet<T> {
  return other.size === 0 ? one : new Set([...one, ...other]);
}
