import { AppError } from '#shared/base/errors.ts';
import type { Stop } from '#shared/base/listeners.ts';
import { colorings } from '#shared/clouds/shades.ts';
import { groundOf, type Ground } from '#shared/clouds/ground.ts';
import { middleOf } from '#shared/clouds/middle.ts';
import { edits, type EditCall, type EditName } from '#shared/edits/index.ts';
import { rayIntoBlock } from '#shared/geometry/block.ts';
import type { Point } from '#shared/geometry/point.ts';
import type { Vector } from '#shared/geometry/quaternion.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { cuboid } from '#shared/model/kinds/cuboid.ts';
import type { CuboidShape } from '#shared/model/kinds/shape.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import type { ShownCloud } from '../clouds/cloudMessages.ts';
import { CloudShelf } from '../clouds/cloudShelf.ts';
import { startClouds } from '../clouds/startClouds.ts';
import type { OpenEditor } from '../document/createEditor.ts';
import { sceneAt } from '../scene/sceneAt.ts';
import type { Session, SessionStore } from '../session/sessionStore.ts';
import type { SpaceStore } from '../session/spaceStore.ts';
import type { ImageRegion, StageHandle } from '../stage2d/stageHandle.ts';
import { createToolRunner, type ToolRunner } from '../tools/toolRunner.ts';
import type { Effect, Keys, Look, Target } from '../tools/tool.ts';
import { fitted, onHeight, orbitBy, panBy, project, rayAt, unitsPerPixel, zoomBy, type Orbit } from './orbit.ts';
import { listenIn3d } from './pointer3d.ts';
import { pickPoint } from './pickPoint.ts';
import { draggedSide, sideViews, takeSide, viewAt, type SideHand, type SideView } from './sideView.ts';
import { SpaceLoop } from './spaceLoop.ts';
import { blocksInHand, gripPlaces, shownBlocks, type BlockItem } from './spaceScene.ts';
import type { SpacePainter } from './spacePainter.ts';

/*
 * The one place where the parts of the stage in space meet, as `createStage.ts` is for pictures: it holds no logic of
 * its own beyond who tells whom, which is why it is longer than other files and still one.
 */
export interface Stage3dOptions {
  readonly root: HTMLElement;
  readonly painter: SpacePainter;
  readonly editor: OpenEditor;
  readonly session: SessionStore;
  readonly space: SpaceStore;
  onProblem(code: string, params: Readonly<Record<string, string>>): void;
  onShown(): void;
  onRefused(code: string): void;
  /** A cloud is on its way: how far, 0 to 1; null when it is here. */
  onShare(share: number | null): void;
}

export interface SpaceStage extends StageHandle {
  /** Another sequence: its first frame that is shown. */
  open(url: string | null, name: string): void;
  dispose(): void;
}

const BARE: Keys = { even: false, centred: false, add: false };
const NOTHING: Target = { on: 'nothing' };
/** Grips are taken this near, in CSS pixels. */
const GRIP = 10;
/** A nudge of the arrow keys, in the cloud's unit, for each pixel the keys ask for in pictures. */
const NUDGE = 0.1 / 12;
const KEY_ORBIT = 4;
/** Share of the points that may lie beyond either side of the first view. */
const STRAYS = 0.1;

export class Stage3dController implements SpaceStage {
  readonly #options: Stage3dOptions;
  readonly #shelf: CloudShelf;
  readonly #loop: SpaceLoop;
  readonly #runner: ToolRunner;
  readonly #stops: readonly Stop[];
  #name = '';
  #gone = false;
  #turn = 0;
  #wanted = '';
  #shown: ShownCloud | null = null;
  #ground: Ground = { at: () => null };
  #orbit: Orbit = fitted([-20, -20, -2], [20, 20, 2]);
  #fit = true;
  #items: readonly BlockItem[] = [];
  #sideHand: { readonly hand: SideHand; readonly track: TrackId; readonly shape: CuboidShape } | null = null;
  #pointer: Point | null = null;
  #target: Target = NOTHING;

  constructor(options: Stage3dOptions) {
    this.#options = options;
    const { root, editor, session, space, painter } = options;
    this.#shelf = new CloudShelf(startClouds(), (url, share) => {
      if (url === this.#wanted) options.onShare(share);
    });
    this.#loop = new SpaceLoop(root, painter, {
      frame: () => ({ orbit: this.#orbit, origin: this.#origin, sides: this.#sides(), pointSize: space.getState().pointSize }),
      count: () => this.#shown?.cloud.count ?? 0,
      painted: (points) => this.#told(points),
    });
    this.#runner = createToolRunner(this.#toolInSpace(), { look: () => this.#look(), perform: (effect) => this.#perform(effect), changed: () => this.#handMoved() });
    this.#stops = [
      editor.subscribe(() => this.#read()),
      session.subscribe((now, before) => this.#sessionChanged(now, before)),
      space.subscribe((now, before) => {
        if (now.colorBy !== before.colorBy) this.#color();
        if (now.colorBy !== before.colorBy || now.pointSize !== before.pointSize) this.#loop.invalidate(false);
      }),
      this.#listen(),
    ];
    root.tabIndex = 0;
  }

  dispose(): void {
    this.#gone = true;
    for (const stop of this.#stops) stop();
    this.#shelf.dispose();
    this.#loop.dispose();
    this.#options.space.setState({ points: 0, painted: 0, block: null });
  }

  open(url: string | null, name: string): void {
    this.#name = name;
    this.#runner.forget();
    this.#fit = true;
    delete this.#options.root.dataset['frame'];
    if (url === null) return this.#show(null);
    void this.#turnTo(this.#options.session.getState().frame, url);
  }

  async showFrame(frame: number, url: string): Promise<boolean> {
    return this.#turnTo(frame, url);
  }

  prefetch(): void {
    // Pictures are not for this stage.
  }

  prefetchFrames(urls: readonly string[]): void {
    for (const url of urls) void this.#shelf.load(url);
  }

  async settled(): Promise<void> {
    await this.#loop.settled();
  }

  fit(): void {
    const middle = this.#shown === null ? null : middleOf(this.#shown.cloud, STRAYS);
    if (middle === null) return;
    const here = ([x, y, z]: Vector): Vector => [x + this.#origin[0], y + this.#origin[1], z + this.#origin[2]];
    this.#see(fitted(here(middle.min), here(middle.max)));
  }

  zoomBy(factor: number): void {
    this.#see(zoomBy(this.#orbit, factor, this.#orbit.target));
  }

  panBy(dx: number, dy: number): void {
    this.#see(panBy(this.#orbit, [dx, dy], this.#loop.size));
  }

  turn(by: 1 | -1): void {
    this.#see({ ...this.#orbit, yaw: this.#orbit.yaw - (by * Math.PI) / 2 });
  }

  lookFrom(where: 'above' | 'behind'): void {
    this.#see({ ...this.#orbit, yaw: Math.PI, pitch: where === 'above' ? Math.PI / 2 - 0.001 : 0.35 });
  }

  show([x, y, width, height]: ImageRegion): void {
    const [, , z] = this.#orbit.target;
    this.#fit = false;
    this.#see({ ...fitted([x, y, z], [x + width, y + height, z]), yaw: this.#orbit.yaw, pitch: this.#orbit.pitch });
  }

  anchorRegion(): { readonly region: ImageRegion; readonly tracks: readonly TrackId[] } {
    const { selection } = this.#options.session.getState();
    const chosen = this.#items.filter(({ id }) => selection.has(id));
    const bounds = chosen.flatMap(({ shape }) => cuboid.bounds(shape) ?? []);
    if (bounds.length > 0) {
      const [minX, minY] = [Math.min(...bounds.map((one) => one.minX)), Math.min(...bounds.map((one) => one.minY))];
      return { region: [minX, minY, Math.max(...bounds.map((one) => one.maxX)) - minX, Math.max(...bounds.map((one) => one.maxY)) - minY], tracks: chosen.map(({ id }) => id) };
    }
    const [[x, y], reach] = [this.#orbit.target, this.#orbit.distance / 2];
    return { region: [x - reach, y - reach, reach * 2, reach * 2], tracks: [] };
  }

  /** The view as it is: a crop of space is what was seen of it. */
  async crop(): Promise<Blob> {
    return this.#loop.picture();
  }

  cursorBy(dx: number, dy: number): void {
    const { session } = this.#options;
    const { selection, frame } = session.getState();
    const blocks = blocksInHand(this.#items, selection);
    if (blocks.length === 0) return this.#see(orbitBy(this.#orbit, [dx * KEY_ORBIT, dy * KEY_ORBIT]));
    this.#perform({ do: 'edit', call: { edit: 'changeBlocks', args: { tracks: blocks.map(({ id }) => id), frame, change: { do: 'move', by: [-dy * NUDGE, -dx * NUDGE, 0] } } } });
  }

  /** A click at the pointer, else in the middle of the view. */
  cursorPress(): void {
    const { width, height } = this.#loop.size;
    const at = this.#pointer ?? [width / 2, height / 2];
    this.#tap(at);
    if (this.#press(at, BARE)) this.#release(at, BARE);
  }

  cursorTakeOut(): void {
    // Blocks have no vertices.
  }

  confirm(): void {
    this.#runner.handle({ type: 'confirm' });
  }

  cancel(): void {
    const { session } = this.#options;
    this.#sideHand = null;
    if (!this.#runner.isIdle()) this.#runner.handle({ type: 'cancel' });
    else if (session.getState().selection.size > 0) session.setState({ selection: new Set() });
    else session.setState({ tool: 'select' });
    this.#handMoved();
  }

  otherProposal(): void {
    // No aid proposes in space.
  }

  stopLooking(): void {
    // No model looks at clouds.
  }

  pixels(): Promise<never> {
    return Promise.reject(new AppError('stage/no-picture', 'A model of pictures cannot look at a point cloud.'));
  }

  focus(): void {
    this.#options.root.focus({ preventScroll: true });
  }

  // What is shown.

  get #origin(): Vector {
    return this.#shown?.cloud.origin ?? [0, 0, 0];
  }

  async #turnTo(frame: number, url: string): Promise<boolean> {
    const { root, onProblem, onShare, session } = this.#options;
    const turn = (this.#turn += 1);
    this.#wanted = url;
    root.ariaBusy = 'true';
    const fetched = await this.#shelf.load(url);
    if (turn !== this.#turn || this.#gone) return false;
    root.ariaBusy = 'false';
    onShare(null);
    if ('trouble' in fetched) {
      onProblem(fetched.trouble.code, { name: this.#name, ...fetched.trouble.params });
      return false;
    }
    this.#options.onShown();
    this.#shelf.keep(url);
    this.#runner.forget();
    this.#sideHand = null;
    this.#show(fetched.shown);
    session.setState({ frame });
    this.#read();
    await this.#loop.settled();
    root.dataset['frame'] = String(frame);
    return true;
  }

  #show(shown: ShownCloud | null): void {
    const { space } = this.#options;
    this.#shown = shown;
    this.#ground = shown === null ? { at: () => null } : groundOf(shown.cloud);
    const can = shown === null ? [] : colorings(shown.cloud);
    const { colorBy } = space.getState();
    space.setState({ colorings: can, points: shown?.cloud.count ?? 0, masked: shown?.cloud.masked ?? 0, ...(colorBy === 'label' || can.includes(colorBy) ? {} : { colorBy: can.find((one) => one === 'value:intensity') ?? 'height' }) });
    this.#options.painter.cloud.show(shown, space.getState().colorBy, this.#tints());
    if (this.#fit && shown !== null && shown.cloud.count > shown.cloud.masked) {
      this.#fit = false;
      this.fit();
    }
    this.#loop.invalidate(false);
  }

  #tints(): Uint8Array<ArrayBuffer> | null {
    return this.#shown !== null && this.#options.space.getState().colorBy === 'label' ? shownBlocks.tints(this.#shown.cloud, this.#items) : null;
  }

  #color(): void {
    this.#options.painter.cloud.color(this.#options.space.getState().colorBy, this.#tints());
  }

  /** The document, the frame or what is hidden may be another: all of it is read anew, a few hundred blocks at most. */
  #read(): void {
    const { editor, session, space } = this.#options;
    const { frame, hidden } = session.getState();
    this.#items = sceneAt(editor.document, { frame, hidden }).flatMap(({ id, shape, color, locked }) => (shape.kind === 'cuboid' ? [{ id, shape, color, locked }] : []));
    if (space.getState().colorBy === 'label') this.#color();
    this.#handMoved();
  }

  #sessionChanged(now: Session, before: Session): void {
    if (now.tool !== before.tool) this.#runner.use(this.#toolInSpace());
    if (now.frame !== before.frame || now.hidden !== before.hidden) this.#read();
    else if (now.selection !== before.selection || now.tool !== before.tool) this.#handMoved();
  }

  /** Tools of pictures stay in the session for the next picture; here they are the hand. */
  #toolInSpace(): 'select' | 'draw.cuboid' {
    return this.#options.session.getState().tool === 'draw.cuboid' ? 'draw.cuboid' : 'select';
  }

  #see(orbit: Orbit): void {
    this.#orbit = orbit;
    this.#loop.invalidate(true);
  }

  /** What is painted of blocks: the document's, with what is in the hand in their place. */
  #handMoved(): void {
    const { session, space, root, painter } = this.#options;
    const { selection } = session.getState();
    const draft = [...(this.#runner.draft()?.shapes ?? []), ...(this.#sideHand === null ? [] : [this.#sideHand])].flatMap(({ track, shape }) => (shape.kind === 'cuboid' ? [{ track, shape }] : []));
    const items = shownBlocks.withDraft(this.#items, draft);
    const only = blocksInHand(items, selection);
    const one = only.length === 1 ? only[0] : undefined;
    painter.blocks.show(items.map(({ id, shape, color }) => ({ block: shape, color, selected: id === null || selection.has(id) })), one === undefined || one.locked || this.#options.editor.readOnly ? [] : gripPlaces(one.shape).map(({ place }) => place), this.#origin);
    const cloud = this.#shown?.cloud ?? null;
    space.setState({ block: one === undefined || cloud === null ? null : { size: one.shape.size, inside: shownBlocks.inside(cloud, one.shape) } });
    session.setState({ drafting: draft.length > 0 });
    root.style.cursor = this.#runner.cursor(this.#target);
    this.#loop.invalidate(false);
  }

  #sides(): readonly SideView[] {
    const only = blocksInHand(this.#items, this.#options.session.getState().selection);
    const one = only.length === 1 ? only[0] : undefined;
    if (one === undefined) return [];
    return sideViews(this.#sideHand === null ? one.shape : this.#sideHand.hand.view.block, this.#loop.size);
  }

  #told(points: number): void {
    this.#options.root.dataset['points'] = String(points);
    if (this.#options.space.getState().painted !== points) this.#options.space.setState({ painted: points });
  }

  // What hands do.

  #listen(): Stop {
    return listenIn3d(this.#options.root, {
      press: (at, keys) => this.#press(at, keys),
      move: (at, keys) => this.#move(at, keys),
      release: (at, keys) => this.#release(at, keys),
      tap: (at) => this.#tap(at),
      lost: () => this.cancel(),
      leave: () => void (this.#pointer = null),
      orbit: (by) => this.#see(orbitBy(this.#orbit, by)),
      pan: (by) => this.#see(panBy(this.#orbit, by, this.#loop.size)),
      zoom: (factor, at) => this.#see(zoomBy(this.#orbit, factor, this.#placeAt(at, this.#orbit.target[2]) ?? this.#orbit.target)),
    });
  }

  #press(at: Point, keys: Keys): boolean {
    this.focus();
    const side = viewAt(this.#sides(), at);
    if (side !== null) return this.#takeSide(side, at);
    this.#target = this.#targetAt(at);
    if (this.#runner.isIdle() && this.#toolInSpace() === 'select' && this.#target.on === 'nothing') return false;
    return this.#feed('press', at, keys);
  }

  #move(at: Point, keys: Keys): void {
    this.#pointer = at;
    if (this.#sideHand !== null) {
      const { hand, track } = this.#sideHand;
      const item = this.#items.find(({ id }) => id === track);
      if (item === undefined) return;
      this.#sideHand = { hand, track, shape: draggedSide(hand, item.shape, at) };
      return this.#handMoved();
    }
    if (this.#runner.isIdle()) {
      const target = this.#targetAt(at);
      if (target.on !== this.#target.on) this.#options.root.style.cursor = this.#runner.cursor(target);
      this.#target = target;
      return;
    }
    this.#feed('move', at, keys);
  }

  #release(at: Point, keys: Keys): void {
    if (this.#sideHand === null) return void this.#feed('release', at, keys);
    const { track, shape } = this.#sideHand;
    this.#sideHand = null;
    this.#perform({ do: 'edit', call: { edit: 'reshape', args: { track, frame: this.#options.session.getState().frame, shape } } });
    this.#handMoved();
  }

  #tap(at: Point): void {
    if (this.#toolInSpace() !== 'select' || viewAt(this.#sides(), at) !== null) return;
    if (this.#targetAt(at).on === 'nothing') this.#perform({ do: 'select', ids: [] });
  }

  #takeSide(view: SideView, at: Point): boolean {
    const { selection } = this.#options.session.getState();
    const item = blocksInHand(this.#items, selection)[0];
    const hand = item === undefined || item.locked || this.#options.editor.readOnly ? null : takeSide(view, at);
    if (hand !== null && item !== undefined) this.#sideHand = { hand, track: item.id, shape: item.shape };
    // Beside the block nothing is taken, and the view must not turn either.
    return true;
  }

  #feed(type: 'press' | 'move' | 'release', at: Point, keys: Keys): boolean {
    const place = this.#groundPlace(at);
    if (place === null) return false;
    this.#runner.handle({ type, at: [place[0], place[1]], screen: at, scale: 1 / unitsPerPixel(this.#orbit, this.#loop.size.height), target: this.#target, snap: null, keys });
    return true;
  }

  /** Where a gesture is on the ground: under the pointer at the height of what is in the hand, or at the point it is on. */
  #groundPlace(at: Point): Vector | null {
    if (this.#toolInSpace() === 'draw.cuboid' && this.#runner.isIdle()) {
      const picked = this.#shown === null ? null : pickPoint(this.#shown, at, { orbit: this.#orbit, size: this.#loop.size });
      return picked ?? this.#placeAt(at, this.#groundUnder(this.#orbit.target));
    }
    const track = this.#target.on === 'nothing' ? null : this.#target.track;
    const held = this.#items.find(({ id }) => id === track)?.shape;
    return this.#placeAt(at, held?.centre[2] ?? this.#groundUnder(this.#orbit.target));
  }

  #groundUnder([x, y, z]: Vector): number {
    const [ox, oy, oz] = this.#origin;
    const height = this.#ground.at(x - ox, y - oy);
    return height === null ? z : height + oz;
  }

  #placeAt(at: Point, height: number): Vector | null {
    return onHeight(rayAt(this.#orbit, at, this.#loop.size), height);
  }

  #targetAt(at: Point): Target {
    const { editor, session } = this.#options;
    if (this.#toolInSpace() !== 'select') return NOTHING;
    const only = blocksInHand(this.#items, session.getState().selection);
    const one = only.length === 1 ? only[0] : undefined;
    if (one !== undefined && !one.locked && !editor.readOnly) {
      const grip = gripPlaces(one.shape).find(({ place }) => {
        const seen = project(this.#orbit, place, this.#loop.size);
        return seen !== null && Math.hypot(seen[0] - at[0], seen[1] - at[1]) <= GRIP;
      });
      if (grip !== undefined) return { on: 'handle', track: one.id, handle: grip.id };
    }
    const { from, way } = rayAt(this.#orbit, at, this.#loop.size);
    const hits = this.#items.flatMap(({ id, shape }) => {
      const depth = rayIntoBlock(shape, from, way);
      return depth === null ? [] : [{ id, depth }];
    });
    const nearest = hits.toSorted((a, b) => a.depth - b.depth)[0];
    return nearest === undefined ? NOTHING : { on: 'track', track: nearest.id };
  }

  #look(): Look {
    const { editor, session } = this.#options;
    const { frame, extent, label, selection, brush } = session.getState();
    return {
      document: editor.document, frame, extent, label, selection, newId: editor.newId, picture: { width: 0, height: 0 }, brush,
      shapeOf: (track) => shapeAt(editor.document, track, frame),
      maskAt: () => null,
      topology: session.getState().topology,
      near: () => [],
      groundAt: ([x, y]) => this.#groundUnder([x, y, this.#orbit.target[2]]),
      within: () => [],
    };
  }

  #perform(effect: Effect): void {
    const { editor, session, onRefused } = this.#options;
    if (effect.do === 'select') session.setState({ selection: new Set(effect.ids.filter((id) => editor.document.track(id) !== undefined)) });
    else if (effect.do === 'refuse') onRefused(effect.code);
    else if (effect.do === 'pan') this.panBy(...effect.by);
    else if (effect.do === 'edit') commitCall(editor, effect.call, onRefused);
  }
}

function commitCall<K extends EditName>(editor: OpenEditor, call: EditCall<K>, onRefused: (code: string) => void): void {
  const no = editor.commit(edits[call.edit], call.args);
  if (no !== null) onRefused(no.refused);
}
