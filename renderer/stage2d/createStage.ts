import { AppError } from '#shared/base/errors.ts';
import type { Stop } from '#shared/base/listeners.ts';
import { edits, type EditCall, type EditName } from '#shared/edits/index.ts';
import type { Point } from '#shared/geometry/point.ts';
import { intersect, type Rect } from '#shared/geometry/rect.ts';
import type { TaskId, TrackId } from '#shared/model/ids.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import type { Change } from '../document/editor.ts';
import { handleAt, HitIndex } from '../scene/hitTest.ts';
import { Scene, type SceneChange, type SceneItem } from '../scene/scene.ts';
import type { Session, SessionStore, View } from '../session/sessionStore.ts';
import { createToolRunner, type ToolRunner } from '../tools/toolRunner.ts';
import { isDrawing } from '../tools/toolbox.ts';
import type { Effect, Keys, Look, Target } from '../tools/tool.ts';
import { fitView, keepOn, panBy, showRect, toImage, visibleRect, zoomAt } from './camera2d.ts';
import { cropPicture } from './cropPicture.ts';
import { createHud, type Hud } from './hud.ts';
import { boundsOf, handOf, holdingOf, leavingItem } from './inHand.ts';
import { pixelReader } from './picturePainter.ts';
import type { Picture } from './pictureMessages.ts';
import { PictureSwap } from './pictureSwap.ts';
import { listenToPointer } from './pointer2d.ts';
import type { ImageRegion, StageHandle } from './stageHandle.ts';
import { StagePainter, type StageFrame } from './stagePainter.ts';

/*
 * The one place where a stage's parts meet: it holds no logic of its own beyond who tells whom, which is why it is
 * longer than other files and still one.
 */
export interface StageOptions {
  readonly root: HTMLElement;
  readonly editor: OpenEditor;
  readonly session: SessionStore;
  onProblem(code: string, params: Readonly<Record<string, string>>): void;
  onRefused(code: string): void;
  /** Image point under the pointer; null when it is elsewhere. */
  onPointer(at: Point | null): void;
}

export interface Stage extends StageHandle {
  /** Another picture; the records on it are read when it is there. */
  open(url: string | null, name: string): void;
  dispose(): void;
}

const NOTHING: Target = { on: 'nothing' };
const SLACK = 5;
const BARE: Keys = { even: false, centred: false, add: false };

export function createStage(options: StageOptions): Stage {
  return new StageController(options);
}

class StageController implements Stage {
  readonly #options: StageOptions;
  readonly #scene = new Scene();
  readonly #index = new HitIndex();
  readonly #painter: StagePainter;
  readonly #swap: PictureSwap;
  readonly #runner: ToolRunner;
  readonly #hud: Hud;
  readonly #readPixel = pixelReader();
  readonly #stops: readonly Stop[];
  #picture: Picture | null = null;
  #swapping = true;
  #gone = false;
  /** The task that is on the screen. */
  #task: TaskId | null = null;
  #pointer: Point | null = null;
  /** The cursor of the keyboard, and whether it presses. */
  #cursor: { readonly at: Point; readonly held: boolean } | null = null;
  #target: Target = NOTHING;
  #panning = false;
  #performing = false;
  /** Put down, but not yet painted by the bulk painter. */
  #leaving = new Map<TrackId, SceneItem>();

  constructor(options: StageOptions) {
    this.#options = options;
    const { root, editor, session } = options;
    this.#runner = createToolRunner(session.getState().tool, { look: () => this.#look(), perform: (effect) => this.#perform(effect), changed: () => this.#painter.invalidate() });
    this.#painter = new StagePainter(root, () => this.#frame(), () => this.#resized());
    this.#hud = createHud(root);
    this.#swap = new PictureSwap({ arrived: (picture) => this.#arrived(picture), waiting: () => this.#waiting(), problem: (code, name) => options.onProblem(code, { name }) });
    this.#stops = [
      editor.subscribe((change) => this.#changed(change)),
      session.subscribe((now, before) => this.#sessionChanged(now, before)),
      this.#listen(),
    ];
    this.#hover(null);
  }

  dispose(): void {
    this.#gone = true;
    for (const stop of this.#stops) stop();
    this.#swap.dispose();
    this.#painter.dispose();
    this.#hud.dispose();
  }

  open(url: string | null, name: string): void {
    this.#swapping = true;
    this.#runner.forget();
    this.#swap.show(url, name);
  }

  prefetch(urls: readonly string[]): void {
    this.#swap.prefetch(urls);
  }

  async settled(): Promise<void> {
    await this.#painter.painted();
    while (!this.#gone && (this.#swapping || (this.#picture !== null && !this.#painter.bulk.isSharp()))) await this.#painter.painted();
  }

  fit(): void {
    if (this.#picture !== null) this.#setView(fitView(this.#picture, this.#painter.size));
  }

  zoomBy(factor: number): void {
    const { width, height } = this.#painter.size;
    this.#zoom(factor, this.#pointer ?? [width / 2, height / 2]);
  }

  panBy(dx: number, dy: number): void {
    this.#setView(panBy(this.#view(), [dx, dy]));
  }

  show([x, y, width, height]: ImageRegion): void {
    this.#setView(showRect({ minX: x, minY: y, maxX: x + width, maxY: y + height }, this.#painter.size));
  }

  anchorRegion(): { readonly region: ImageRegion; readonly tracks: readonly TrackId[] } {
    const { selection, hovered } = this.#options.session.getState();
    const tracks = selection.size > 0 ? [...selection] : hovered === null ? [] : [hovered];
    const bounds = boundsOf(this.#index, tracks);
    return bounds === null ? { region: regionOf(this.#seen()), tracks: [] } : { region: regionOf(bounds), tracks };
  }

  async crop(region: ImageRegion, { overlay, longest }: { overlay: boolean; longest: number }): Promise<Blob> {
    const [minX, minY, width, height] = region;
    const items = overlay ? this.#index.near({ minX, minY, maxX: minX + width, maxY: minY + height }) : [];
    if (this.#picture === null) throw new AppError('stage/empty-region', 'There is no picture on the screen to cut out from.');
    return await cropPicture(this.#picture, region, { items, longest });
  }

  cursorBy(dx: number, dy: number): void {
    const { width, height } = this.#painter.size;
    const [x, y] = this.#cursor?.at ?? this.#pointer ?? [width / 2, height / 2];
    const at: Point = [Math.min(width - 1, Math.max(0, x + dx)), Math.min(height - 1, Math.max(0, y + dy))];
    this.#cursor = { at, held: this.#cursor?.held ?? false };
    this.#point('move', at, BARE);
  }

  cursorPress(): void {
    if (this.#cursor === null) this.cursorBy(0, 0);
    const cursor = this.#cursor;
    if (cursor === null) return;
    if (!cursor.held) this.#point('press', cursor.at, BARE);
    // What can be dragged stays held until the next press; everything else is a click.
    const holds = !cursor.held && !isDrawing(this.#options.session.getState().tool) && this.#target.on !== 'nothing';
    if (!holds) this.#point('release', cursor.at, BARE);
    this.#cursor = { at: cursor.at, held: holds };
  }

  confirm(): void {
    this.#runner.handle({ type: 'confirm' });
  }

  cancel(): void {
    const { session } = this.#options;
    this.#cursor = this.#cursor === null ? null : { ...this.#cursor, held: false };
    if (!this.#runner.isIdle()) this.#runner.handle({ type: 'cancel' });
    else if (session.getState().selection.size > 0) session.setState({ selection: new Set() });
    else session.setState({ tool: 'select' });
  }

  focus(): void {
    this.#options.root.focus({ preventScroll: true });
  }

  // What happens outside.

  #changed({ touched, origin }: Change): void {
    if (origin === 'me' && !this.#performing) this.#runner.forget();
    if (this.#swapping) return;
    if (this.#options.editor.task !== this.#task) return this.#otherTask();
    this.#apply(this.#scene.update(this.#options.editor.document, touched));
    this.#dropGone();
  }

  /** Usually its picture is asked for within this frame, and both change together; otherwise it has the same picture. */
  #otherTask(): void {
    void this.#painter.painted().then(() => this.#painter.painted()).then(() => {
      if (!this.#swapping && !this.#gone && this.#options.editor.task !== this.#task) this.#readScene();
    });
  }

  #sessionChanged(now: Session, before: Session): void {
    if (now.tool !== before.tool) {
      this.#runner.use(now.tool);
      this.#hover(this.#pointer);
    }
    if ((now.hidden !== before.hidden || now.frame !== before.frame) && !this.#swapping) this.#readScene();
    if (now.selection !== before.selection) this.#putDown(before.selection, now.selection);
    if (now.view !== before.view || now.hovered !== before.hovered || now.selection !== before.selection) this.#painter.invalidate();
  }

  #arrived(picture: Picture | null): void {
    const other = this.#picture === null || picture === null || this.#picture.width !== picture.width || this.#picture.height !== picture.height;
    this.#picture = picture;
    this.#swapping = false;
    this.#hud.loading(false);
    this.#leaving.clear();
    if (picture !== null) this.#setView(fitView(picture, this.#painter.size));
    this.#readScene();
    if (other) this.#hover(this.#pointer);
    this.#painter.invalidate();
  }

  #waiting(): void {
    this.#picture = null;
    this.#hud.loading(true);
    this.#painter.invalidate();
  }

  #resized(): void {
    this.#painter.invalidate();
  }

  // What the person does.

  #listen(): Stop {
    const { root } = this.#options;
    const stopPointer = listenToPointer(root, {
      press: (at, keys) => {
        this.focus();
        this.#point('press', at, keys);
      },
      move: (at, keys) => {
        this.#cursor = null;
        this.#point('move', at, keys);
      },
      release: (at, keys) => this.#point('release', at, keys),
      lost: () => {
        if (this.#options.session.getState().tool !== 'draw.polygon') this.#runner.forget();
      },
      leave: () => this.#hover(null),
      pan: (by) => this.#setView(panBy(this.#view(), by)),
      zoom: (factor, at) => this.#zoom(factor, at),
      panning: (on) => {
        this.#panning = on;
        this.#showCursor();
      },
    });
    const stop = new AbortController();
    root.addEventListener('keydown', (event) => this.#keyDown(event), { signal: stop.signal });
    return () => {
      stopPointer();
      stop.abort();
    };
  }

  /** While something is unfinished, undo and Backspace belong to it and not to the document. */
  #keyDown(event: KeyboardEvent): void {
    const undoes = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
    if (this.#runner.isIdle() || (event.key !== 'Backspace' && !undoes)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#runner.handle({ type: 'back' });
  }

  #point(type: 'press' | 'move' | 'release', screen: Point, keys: Keys): void {
    if (this.#swapping || this.#picture === null) return;
    this.#hover(screen);
    const scale = this.#view().scale;
    this.#runner.handle({ type, at: toImage(this.#view(), this.#painter.size, screen), screen, scale, target: this.#target, keys });
    this.#showCursor();
  }

  /** What the pointer is over, and everything that shows it. */
  #hover(screen: Point | null): void {
    const { session, onPointer } = this.#options;
    this.#pointer = screen;
    const at = screen === null ? null : toImage(this.#view(), this.#painter.size, screen);
    const tool = session.getState().tool;
    this.#target = at === null || tool !== 'select' ? NOTHING : this.#targetAt(at);
    const hovered = this.#runner.isIdle() && this.#target.on === 'track' ? this.#target.track : null;
    if (hovered !== session.getState().hovered) session.setState({ hovered });
    this.#hud.cross(screen !== null && (isDrawing(tool) || this.#cursor !== null) ? screen : null);
    this.#hud.read(at === null || this.#picture === null ? '' : readoutOf(at, this.#readPixel(this.#picture, at[0], at[1]), this.#view().scale));
    onPointer(at);
    this.#showCursor();
  }

  #targetAt(at: Point): Target {
    const { selection, view: { scale } } = this.#options.session.getState();
    const only = selection.size === 1 ? [...selection][0] : undefined;
    const shape = only === undefined ? undefined : this.#index.get(only)?.shape;
    const handle = shape === undefined || this.#options.editor.readOnly ? null : handleAt(shape, { at, scale, view: this.#plane() });
    if (only !== undefined && handle !== null) return { on: 'handle', track: only, handle: handle.id };
    const item = this.#index.at(at, SLACK / scale);
    return item === null ? NOTHING : { on: 'track', track: item.id };
  }

  #perform(effect: Effect): void {
    const { session, editor, onRefused } = this.#options;
    switch (effect.do) {
      case 'edit': {
        this.#performing = true;
        const no = commitCall(editor, effect.call);
        this.#performing = false;
        if (no !== null) onRefused(no.refused);
        return;
      }
      case 'select':
        return session.setState({ selection: new Set(effect.ids.filter((id) => editor.document.track(id) !== undefined)) });
      case 'pan':
        return this.#setView(panBy(this.#view(), effect.by));
      case 'refuse':
        return onRefused(effect.code);
    }
  }

  #look(): Look {
    const { editor, session } = this.#options;
    const { frame, label, selection } = session.getState();
    return {
      document: editor.document, frame, label, selection, newId: editor.newId,
      shapeOf: (track) => shapeAt(editor.document, track, frame),
      within: (rect) => this.#index.within(rect),
    };
  }

  // What is painted.

  #frame(): StageFrame {
    const { session, editor } = this.#options;
    const state = session.getState();
    const label = state.label === null ? undefined : editor.document.get(state.label);
    if (this.#leaving.size > 0 && this.#painter.bulk.isSharp()) this.#leaving.clear();
    const hand = handOf({ session: state, index: this.#index, draft: this.#runner.draft(), color: label?.type === 'label' ? label.color : null, view: this.#plane(), readOnly: editor.readOnly });
    const leaving = [...this.#leaving.values()].map(leavingItem);
    const shown = this.#picture === null ? { ...hand, items: [], handles: [] } : { ...hand, items: [...leaving, ...hand.items] };
    const { width, height } = this.#painter.size;
    return { picture: this.#picture, view: state.view, hand: shown, pointer: this.#pointer ?? [width / 2, height / 2] };
  }

  #readScene(): void {
    const { editor, session } = this.#options;
    const { frame, hidden } = session.getState();
    if (this.#task !== editor.task) this.#painter.bulk.forget();
    this.#task = editor.task;
    this.#apply(this.#scene.reset(editor.document, { frame, hidden }));
    this.#dropGone();
  }

  #apply(change: SceneChange): void {
    this.#index.apply(change);
    this.#painter.bulk.apply(change);
    this.#painter.invalidate();
  }

  /** What no longer exists cannot stay selected or hovered. */
  #dropGone(): void {
    const { editor, session } = this.#options;
    const { selection, hovered } = session.getState();
    const there = [...selection].filter((id) => editor.document.track(id) !== undefined);
    if (there.length < selection.size) session.setState({ selection: new Set(there) });
    if (hovered !== null && editor.document.track(hovered) === undefined) session.setState({ hovered: null });
  }

  #putDown(before: ReadonlySet<TrackId>, now: ReadonlySet<TrackId>): void {
    const { held, marked } = holdingOf(now);
    for (const id of holdingOf(before).held) {
      const item = held.has(id) ? undefined : this.#index.get(id);
      if (item !== undefined) this.#leaving.set(id, item);
    }
    for (const id of held) this.#leaving.delete(id);
    this.#painter.bulk.hold(held, marked);
  }

  #showCursor(): void {
    this.#options.root.style.cursor = this.#panning ? 'grab' : this.#runner.cursor(this.#target);
  }

  // The camera.

  #view(): View {
    return this.#options.session.getState().view;
  }

  #setView(view: View): void {
    if (this.#picture === null) return;
    this.#options.session.setState({ view: keepOn(view, this.#picture) });
    this.#painter.invalidate();
  }

  #zoom(factor: number, at: Point): void {
    if (this.#picture === null) return;
    this.#setView(zoomAt(this.#view(), this.#painter.size, { factor, at, picture: this.#picture }));
    this.#hover(this.#pointer);
  }

  #plane(): Rect {
    return visibleRect(this.#view(), this.#painter.size);
  }

  /** The visible part of the picture; all of it when none is visible. */
  #seen(): Rect {
    const all = { minX: 0, minY: 0, maxX: this.#picture?.width ?? 1, maxY: this.#picture?.height ?? 1 };
    return intersect(this.#plane(), all) ?? all;
  }
}

function commitCall<K extends EditName>(editor: OpenEditor, call: EditCall<K>): ReturnType<OpenEditor['commit']> {
  return editor.commit(edits[call.edit], call.args);
}

function regionOf({ minX, minY, maxX, maxY }: Rect): ImageRegion {
  return [minX, minY, maxX - minX, maxY - minY];
}

function readoutOf([x, y]: Point, color: string | null, scale: number): string {
  return `${Math.floor(x)}, ${Math.floor(y)}   ${color === null ? '' : `${color}   `}${Math.round(scale * 100)} %`;
}
