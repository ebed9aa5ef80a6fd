import type { NewId } from '#shared/base/id.ts';
import type { EditCall } from '#shared/edits/index.ts';
import type { Nearest } from '#shared/geometry/nearest.ts';
import type { Point } from '#shared/geometry/point.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { LabelId, TrackId } from '#shared/model/ids.ts';
import type { HandleId, Modifiers } from '#shared/model/kinds/kind.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Brush } from '../session/brush.ts';
import type { ToolId } from '../session/sessionStore.ts';
import type { Topology } from '../session/topology.ts';
import type { MaskPad } from './maskPad.ts';
import type { AidQuestion, Heard } from './aid.ts';

/** What is under the pointer, found by geometry before the tool hears of it. */
export type Target = { readonly on: 'nothing' } | { readonly on: 'track'; readonly track: TrackId } | { readonly on: 'handle'; readonly track: TrackId; readonly handle: HandleId };

/** `add`: to the selection instead of in its place; a vertex then does not cling to what is near (Shift has its own directions, Ctrl wants the very place). */
export interface Keys extends Modifiers {
  readonly add: boolean;
}

/** A place in the picture and on the screen: slop and handle sizes are measured on the screen, shapes in the picture. */
export interface PointerAt {
  readonly at: Point;
  readonly screen: Point;
  /** CSS pixels per image pixel. */
  readonly scale: number;
  readonly target: Target;
  /** What a vertex clings to here; null when nothing is near, or it may not. */
  readonly snap: Nearest | null;
  readonly keys: Keys;
}

export interface PointerStep<Type> extends PointerAt {
  readonly type: Type;
}

/** `back` takes back one step inside an unfinished shape. */
export type ToolEvent = PointerStep<'press'> | PointerStep<'move'> | PointerStep<'release'> | { readonly type: 'confirm' } | { readonly type: 'cancel' } | { readonly type: 'back' };

/** What a tool may look at. */
export interface Look {
  readonly document: ReadDocument;
  readonly frame: number;
  /** What new things are: of one picture, or of a clip from this frame on. */
  readonly extent: 'still' | 'span';
  /** The label new things get. */
  readonly label: LabelId | null;
  readonly selection: ReadonlySet<TrackId>;
  readonly newId: NewId;
  readonly picture: { readonly width: number; readonly height: number };
  readonly brush: Brush;
  readonly topology: Topology;
  shapeOf(track: TrackId): Shape | null;
  /** The mask whose pixel is at a point; the smallest of several. */
  maskAt(at: Point): TrackId | null;
  /** What has bounds that meet a rectangle; hidden things too, whose borders are as shared as those that are seen. */
  near(rect: Rect): readonly TrackId[];
  /** The height of the ground, where the points lie in space. */
  groundAt?(at: Point): number | null;
  /** What lies wholly inside. */
  within(rect: Rect): readonly TrackId[];
}

export type Effect =
  | { readonly do: 'edit'; readonly call: EditCall }
  | { readonly do: 'select'; readonly ids: readonly TrackId[] }
  /** CSS pixels. */
  | { readonly do: 'pan'; readonly by: Point }
  | { readonly do: 'refuse'; readonly code: string }
  /** Answered later, through `hear`. */
  | { readonly do: 'ask'; readonly question: AidQuestion };

export interface Step<S> {
  readonly state: S;
  readonly effects: readonly Effect[];
}

/** What is in the hand and not yet in the document. */
export interface Draft {
  /** New things (`track` null) and things on their way to another shape. */
  readonly shapes: readonly { readonly track: TrackId | null; readonly shape: Shape }[];
  /** Vertices of an unfinished outline; the last one follows the pointer. */
  readonly line: readonly Point[];
  readonly marquee: Rect | null;
  /** What becomes of a vertex that is at one place with those of others: how many things it moves, or that it leaves them. */
  readonly sharing?: { readonly is: 'together' | 'alone'; readonly count: number };
  /** Pixels that are being painted, in place of those of `track`. */
  readonly paint?: { readonly track: TrackId | null; readonly pad: MaskPad };
}

export type Cursor = 'default' | 'crosshair' | 'move' | 'grab' | 'grabbing' | 'pointer';

/** A tool is a function: no DOM, no store, no clock inside. */
export interface Tool<S> {
  readonly id: ToolId;
  readonly start: S;
  step(state: S, event: ToolEvent, look: Look): Step<S>;
  /** For tools that ask. */
  hear?(state: S, heard: Heard, look: Look): Step<S>;
  draft(state: S): Draft | null;
  /** While places of vertices cling to what is near: the things they do not cling to, being moved themselves. Null: they do not cling. */
  clings?(state: S): ReadonlySet<TrackId> | null;
  cursor(state: S, target: Target): Cursor;
}

/** Three pixels of a shaky hand are not a drag. */
export const SLOP = 3;

export function stay<S>(state: S): Step<S> {
  return { state, effects: [] };
}

export function go<S>(state: S, ...effects: readonly Effect[]): Step<S> {
  return { state, effects };
}

export function beyondSlop(from: Point, to: Point): boolean {
  return Math.hypot(to[0] - from[0], to[1] - from[1]) > SLOP;
}

export function shapesDraft(shapes: Draft['shapes']): Draft {
  return { shapes, line: [], marquee: null };
}
