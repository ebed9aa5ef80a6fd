import { AppError } from '#shared/base/errors.ts';
import type { Stop } from '#shared/base/listeners.ts';
import type { Nearest } from '#shared/geometry/nearest.ts';
import type { Point } from '#shared/geometry/point.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { PictureInput } from '#shared/vision/models/signature.ts';
import type { ProposalId, TrackId } from '#shared/model/ids.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import type { Change } from '../document/editor.ts';
import { sized } from '../session/brush.ts';
import { snapAt } from '../scene/snap.ts';
import type { Seeing, SeeingStore } from '../session/seeingStore.ts';
import type { Session, SessionStore } from '../session/sessionStore.ts';
import { createToolRunner, type ToolRunner } from '../tools/toolRunner.ts';
import { hasTip, isDrawing, isPatient } from '../tools/toolbox.ts';
import type { Keys, Look, Target } from '../tools/tool.ts';
import type { ModelDesk, Looked } from '../models/modelDesk.ts';
import { AidDesks } from './aidDesks.ts';
import { cropPicture } from './cropPicture.ts';
import { FrameTurn } from './frameTurn.ts';
import { createHud, type Hud } from './hud.ts';
import { boundsOf, carriedBy, handOf, leavingItem } from './inHand.ts';
import { KeyboardCursor } from './keyboardCursor.ts';
import { performEffect } from './performEffect.ts';
import { Minimap } from './minimap.ts';
import type { Picture, PictureSource } from './pictureMessages.ts';
import { PictureSwap } from './pictureSwap.ts';
import { listenToPointer } from './pointer2d.ts';
import { StageCamera } from './stageCamera.ts';
import { StageContents } from './stageContents.ts';
import type { ImageRegion, StageHandle } from './stageHandle.ts';
import { StagePainter, type StageFrame } from './stagePainter.ts';
import { maskAt, NOTHING, targetAt } from './targetAt.ts';

/*
 * The one place where a stage's parts meet: it holds no logic of its own beyond who tells whom, which is why it is
 * longer than other files and still one.
 */
export interface StageOptions {
  readonly root: HTMLElement;
  readonly editor: OpenEditor;
  readonly session: SessionStore;
  readonly seeing: SeeingStore;
  readonly models: ModelDesk;
  /** Of the program. */
  readonly version: string;
  onProblem(code: string, params: Readonly<Record<string, string>>): void;
  onRefused(code: string): void;
  /** Words for the picture itself. */
  say(key: string, params: Readonly<Record<string, number>>): string;
  /** Image point under the pointer and its colour in the file (null where it is not known); null when it is elsewhere. */
  onPointer(at: Point | null, color: string | null): void;
  /** The pan key was pressed without panning. */
  onTap?(): void;
}

export interface Stage extends StageHandle {
  /** Another picture; the records on it are read when it is there. */
  open(source: PictureSource | null, name: string): void;
  dispose(): void;
}

const BARE: Keys = { even: false, centred: false, add: false };

export function createStage(options: StageOptions): Stage {
  return new StageController(options);
}

class StageController implements Stage {
  readonly #options: StageOptions;
  readonly #painter: StagePainter;
  readonly #contents: StageContents;
  readonly #swap: PictureSwap;
  readonly #turn: FrameTurn;
  readonly #runner: ToolRunner;
  readonly #aids: AidDesks;
  readonly #hud: Hud;
  readonly #camera: StageCamera;
  readonly #cursor: KeyboardCursor;
  readonly #map: Minimap;
  readonly #stops: readonly Stop[];
  #picture: Picture | null = null;
  #swapping = true;
  #name = '';
  #gone = false;
  #pointer: Point | null = null;
  /** A place to show as soon as the picture is there. */
  #awaited: ImageRegion | null = null;
  #target: Target = NOTHING;
  /** What a vertex would cling to at the pointer. */
  #snap: Nearest | null = null;
  #panning = false;
  #performing = false;
  /** The frame changes with its picture; nothing else is to be read then. */
  #turning = false;

  constructor(options: StageOptions) {
    this.#options = options;
    const { root, editor, session } = options;
    this.#runner = createToolRunner(session.getState().tool, { look: () => this.#look(), perform: (effect) => this.#perform(() => performEffect(effect, { ...options, camera: this.#camera, ask: (question) => this.#aids.ask(question) })), changed: () => this.#handMoved() });
    this.#painter = new StagePainter(root, {
      frame: () => this.#frame(),
      failed: () => options.onProblem('stage/painter', { name: this.#name }),
      resized: () => this.#camera.resized(),
      problem: (code) => options.onProblem(code, { name: this.#name }),
    });
    this.#contents = new StageContents(options, this.#painter.bulk);
    this.#hud = createHud(root);
    this.#map = new Minimap(root, { goTo: (at) => this.#camera.centre(at) });
    this.#camera = new StageCamera(session, () => this.#painter.size, () => this.#picture);
    this.#cursor = new KeyboardCursor({
      size: () => this.#painter.size,
      pointer: () => this.#pointer,
      point: (type, at, keys = BARE) => this.#point(type, at, keys),
      canHold: () => this.#target.on !== 'nothing' || hasTip(session.getState().tool),
    });
    this.#aids = new AidDesks({
      session, models: options.models, version: options.version,
      picture: () => this.#picture,
      seen: () => this.#camera.seen(),
      scale: () => this.#camera.view().scale,
      answer: (answer) => this.#runner.hear(answer),
      working: (at) => void (root.dataset['aid'] = at),
      load: (url) => this.#swap.load(url),
    });
    this.#swap = new PictureSwap({ arrived: (picture) => this.#arrived(picture), waiting: () => this.#waiting(), problem: (code, name) => options.onProblem(code, { name }) });
    this.#turn = new FrameTurn({ root, swap: this.#swap, hud: this.#hud, isGone: () => this.#gone, take: (picture, frame) => this.#turnTo(picture, frame), painted: () => this.#painter.painted(), problem: (code) => options.onProblem(code, { name: this.#name }) });
    this.#stops = [
      editor.subscribe((change) => this.#changed(change)),
      session.subscribe((now, before) => this.#sessionChanged(now, before)),
      options.seeing.subscribe((now, before) => this.#seeingChanged(now, before)),
      this.#listen(),
    ];
    // It takes keys: its own cursor draws without a pointer.
    root.tabIndex = 0;
    this.#hover(null);
  }

  dispose(): void {
    this.#gone = true;
    for (const stop of this.#stops) stop();
    this.#aids.dispose();
    this.#swap.dispose();
    this.#painter.dispose();
    this.#hud.dispose();
    this.#map.dispose();
  }

  open(source: PictureSource | null, name: string): void {
    this.#swapping = true;
    this.#options.root.ariaBusy = 'true';
    this.#awaited = null;
    this.#name = name;
    this.#runner.forget();
    this.#swap.show(source, name);
  }

  prefetch(urls: readonly string[]): void {
    this.#swap.prefetch(urls);
    this.#aids.prefetch(urls);
  }

  otherProposal(): void {
    this.#runner.hear({ heard: 'other' });
  }

  stopLooking(): void {
    this.#aids.cancel();
  }

  pixels(input: PictureInput, signal: AbortSignal): Promise<Looked> {
    return this.#aids.pixels(input, signal);
  }

  showFrame(frame: number, url: string): Promise<boolean> {
    return this.#turn.to(frame, url);
  }

  prefetchFrames(urls: readonly string[]): void {
    this.#swap.prefetch(urls);
  }

  async settled(): Promise<void> {
    await this.#painter.painted();
    while (!this.#gone && (this.#swapping || (this.#picture !== null && !(this.#painter.bulk.isSharp() && this.#painter.pictures.isSharp())))) await this.#painter.painted();
  }

  fit(): void {
    this.#camera.fit();
  }

  zoomBy(factor: number): void {
    const { width, height } = this.#painter.size;
    this.#zoom(factor, this.#pointer ?? [width / 2, height / 2]);
  }

  turn(by: 1 | -1): void {
    this.#camera.turn(by);
    this.#hover(this.#pointer);
  }

  panBy(dx: number, dy: number): void {
    this.#camera.pan([dx, dy]);
  }

  show(region: ImageRegion): void {
    if (this.#swapping) this.#awaited = region;
    else this.#camera.show(region);
  }

  anchorRegion(): { readonly region: ImageRegion; readonly tracks: readonly TrackId[] } {
    const { selection, hovered } = this.#options.session.getState();
    const tracks = selection.size > 0 ? [...selection] : hovered === null ? [] : [hovered];
    const bounds = boundsOf(this.#contents.index, tracks);
    return bounds === null ? { region: regionOf(this.#camera.seen()), tracks: [] } : { region: regionOf(bounds), tracks };
  }

  async crop(region: ImageRegion, { overlay, longest }: { overlay: boolean; longest: number }): Promise<Blob> {
    const [minX, minY, width, height] = region;
    const items = overlay ? this.#contents.index.near({ minX, minY, maxX: minX + width, maxY: minY + height }) : [];
    if (this.#picture === null) throw new AppError('stage/empty-region', 'There is no picture on the screen to cut out from.');
    return cropPicture(this.#picture, region, { items, longest });
  }

  cursorBy(dx: number, dy: number): void {
    this.#cursor.by(dx, dy);
  }

  cursorTakeOut(): void {
    this.#cursor.click({ ...BARE, centred: true });
  }

  cursorPress(): void {
    this.#cursor.press();
  }

  confirm(): void {
    this.#runner.handle({ type: 'confirm' });
  }

  cancel(): void {
    const { session } = this.#options;
    this.#cursor.letGo();
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
    if (!this.#contents.isCurrent()) return void this.#otherTask();
    this.#contents.update(touched);
    this.#painter.invalidate();
  }

  /** Usually its picture is asked for within this frame, and both change together; otherwise it has the same picture. */
  async #otherTask(): Promise<void> {
    await this.#painter.painted();
    await this.#painter.painted();
    if (!this.#swapping && !this.#gone && !this.#contents.isCurrent()) this.#contents.read();
  }

  #sessionChanged(now: Session, before: Session): void {
    if (now.tool !== before.tool) {
      this.#aids.drop();
      this.#aids.warm(true);
      this.#runner.use(now.tool);
      this.#hover(this.#pointer);
    }
    if ((now.hidden !== before.hidden || now.frame !== before.frame) && !this.#swapping && !this.#turning) this.#contents.read();
    if (now.aids !== before.aids) this.#runner.hear({ heard: 'again' });
    if (now.selection !== before.selection) this.#contents.reselect(before.selection, now.selection);
    if (now.view !== before.view || now.hovered !== before.hovered || now.selection !== before.selection || now.proposal !== before.proposal || now.thinning !== before.thinning || now.brush !== before.brush) this.#painter.invalidate();
  }

  #seeingChanged(now: Seeing, before: Seeing): void {
    if (now.overlay.colorBy !== before.overlay.colorBy && !this.#swapping) this.#contents.read();
    if (now.cross !== before.cross) this.#hover(this.#pointer);
    this.#painter.invalidate();
  }

  #arrived(picture: Picture | null): void {
    const other = this.#picture === null || picture === null || this.#picture.width !== picture.width || this.#picture.height !== picture.height;
    this.#aids.drop();
    this.#picture = picture;
    this.#aids.warm(false);
    this.#painter.pictures.show(picture);
    this.#swapping = false;
    this.#options.root.ariaBusy = 'false';
    this.#hud.loading(false);
    this.#camera.fit();
    if (this.#awaited !== null) this.#camera.show(this.#awaited);
    this.#awaited = null;
    this.#contents.read();
    if (other) this.#hover(this.#pointer);
    this.#turn.opened(picture === null ? null : this.#options.session.getState().frame);
  }

  /** Everything of the new frame is on the canvases with the next paint, and nothing of the old one. */
  #turnTo(picture: Picture, frame: number): void {
    const { session } = this.#options;
    if (this.#swapping) {
      session.setState({ frame });
      return this.#arrived(picture);
    }
    this.#aids.drop();
    this.#runner.forget();
    this.#picture = picture;
    this.#aids.warm(false);
    this.#painter.pictures.show(picture);
    this.#turning = true;
    session.setState({ frame });
    this.#turning = false;
    this.#contents.turnTo();
    if (this.#pointer !== null) this.#hover(this.#pointer);
    this.#painter.invalidate();
  }

  #waiting(): void {
    this.#picture = null;
    this.#painter.pictures.show(null);
    this.#hud.loading(true);
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
        this.#cursor.hide();
        this.#point('move', at, keys);
      },
      release: (at, keys) => this.#point('release', at, keys),
      lost: () => {
        if (!isPatient(this.#options.session.getState().tool)) this.#runner.forget();
      },
      leave: () => {
        this.#snap = null;
        this.#hover(null);
        this.#painter.invalidate();
      },
      pan: (by) => this.#camera.pan(by),
      zoom: (factor, at) => this.#zoom(factor, at),
      resize: (by) => this.#resizeTip(by),
      tapped: () => this.#options.onTap?.(),
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

  /** Tells the window whether a gesture is under way that will be a change. */
  #handMoved(): void {
    const { session } = this.#options;
    const { tool, drafting } = session.getState();
    const now = tool !== 'pan' && !this.#runner.isIdle();
    if (now !== drafting) session.setState({ drafting: now });
    this.#contents.carry(carriedBy(this.#runner.draft()));
    this.#painter.invalidate();
  }

  /** False when the tool has no tip. */
  #resizeTip(by: 1 | -1): boolean {
    const { session } = this.#options;
    const { tool, brush } = session.getState();
    if (!hasTip(tool)) return false;
    session.setState({ brush: sized(brush, by) });
    return true;
  }

  /** While something is unfinished, undo and Backspace belong to it and not to the document. */
  #keyDown(event: KeyboardEvent): void {
    const larger = event.code === 'BracketRight';
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (plain && (larger || event.code === 'BracketLeft') && this.#resizeTip(larger ? 1 : -1)) {
      event.preventDefault();
      return event.stopPropagation();
    }
    const undoes = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
    if (this.#runner.isIdle() || (event.key !== 'Backspace' && !undoes)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#runner.handle({ type: 'back' });
  }

  #point(type: 'press' | 'move' | 'release', screen: Point, keys: Keys): void {
    if (this.#swapping || this.#picture === null) return;
    this.#hover(screen);
    const { scale } = this.#camera.view();
    if (type === 'press' && this.#target.on === 'nothing') this.#pickProposal(this.#camera.at(screen), scale);
    const at = this.#camera.at(screen);
    this.#snap = this.#snapAt(at, keys);
    this.#runner.handle({ type, at, screen, scale, target: this.#target, snap: this.#snap, keys });
    if (this.#runner.clings() !== null) this.#painter.invalidate();
    this.#showCursor();
  }

  #snapAt(at: Point, keys: Keys): Nearest | null {
    const except = keys.add || !this.#options.session.getState().topology.snap ? null : this.#runner.clings();
    return except === null ? null : snapAt(this.#contents.index, at, { scale: this.#camera.view().scale, except });
  }

  /** With no tool for drawing in the hand, a press on a proposal looks at it. */
  #pickProposal(at: Point, scale: number): void {
    const { session } = this.#options;
    const hit = session.getState().tool === 'select' ? this.#contents.proposals.at(at, 5 / scale) : null;
    if (hit !== null) session.setState({ proposal: hit.id as unknown as ProposalId });
  }

  /** What the pointer is over, and everything that shows it. */
  #hover(screen: Point | null): void {
    const { session, editor, onPointer } = this.#options;
    this.#pointer = screen;
    const at = screen === null ? null : this.#camera.at(screen);
    const state = session.getState();
    // What is under the pointer means nothing to a gesture of selecting that is under way.
    if (at === null || this.#runner.isIdle() || state.tool !== 'select') this.#target = at === null ? NOTHING : targetAt(at, { index: this.#contents.index, session: state, plane: this.#camera.plane(), readOnly: editor.readOnly });
    const hovered = this.#runner.isIdle() && this.#target.on === 'track' ? this.#target.track : null;
    if (hovered !== state.hovered) session.setState({ hovered });
    this.#hud.cross(screen !== null && this.#isCrossed(state) ? screen : null);
    onPointer(at, at === null ? null : this.#painter.pictures.pixelAt(at));
    this.#showCursor();
  }

  /** A cursor moved by keys always shows where it is. */
  #isCrossed({ tool }: Session): boolean {
    const { cross } = this.#options.seeing.getState();
    return this.#cursor.isShown() || cross === 'always' || (cross === 'drawing' && isDrawing(tool));
  }

  /** Changes the stage makes itself are not a reason to drop what is in the hand. */
  #perform(work: () => void): void {
    this.#performing = true;
    work();
    this.#performing = false;
  }

  #look(): Look {
    const { editor, session } = this.#options;
    const { frame, extent, label, selection, brush, topology } = session.getState();
    return {
      document: editor.document, frame, extent, label, selection, newId: editor.newId, brush, topology, picture: this.#picture ?? { width: 0, height: 0 },
      shapeOf: (track) => shapeAt(editor.document, track, frame),
      maskAt: (at) => maskAt(this.#contents.index, at),
      near: (rect) => this.#contents.near(rect),
      within: (rect) => this.#contents.index.within(rect),
    };
  }

  // What is painted.

  #frame(): StageFrame {
    const { session, editor } = this.#options;
    const state = session.getState();
    const label = state.label === null ? undefined : editor.document.get(state.label);
    const hand = handOf({ session: state, document: editor.document, index: this.#contents.index, draft: this.#runner.draft(), proposal: state.proposal === null ? null : (this.#contents.proposals.get(state.proposal as unknown as TrackId) ?? null), color: label?.type === 'label' ? label.color : null, view: this.#camera.plane(), readOnly: editor.readOnly, pointer: this.#pointer === null ? null : this.#camera.at(this.#pointer), snap: this.#runner.clings() === null ? null : this.#snap, say: this.#options.say });
    const leaving = this.#contents.leaving().map(leavingItem);
    const shown = this.#picture === null ? { ...hand, items: [], arrows: [], handles: [] } : { ...hand, items: [...leaving, ...hand.items] };
    const { width, height } = this.#painter.size;
    const seeing = this.#options.seeing.getState();
    this.#map.show(seeing.map ? this.#picture : null, state.view, this.#painter.size);
    return { hasPicture: this.#picture !== null, view: state.view, seeing, hand: shown, pointer: this.#pointer ?? [width / 2, height / 2] };
  }

  #showCursor(): void {
    this.#options.root.style.cursor = this.#panning ? 'grab' : this.#runner.cursor(this.#target);
  }

  #zoom(factor: number, at: Point): void {
    this.#camera.zoom(factor, at);
    this.#hover(this.#pointer);
  }
}

function regionOf({ minX, minY, maxX, maxY }: Rect): ImageRegion {
  return [minX, minY, maxX - minX, maxY - minY];
}
