import { createStore } from 'zustand/vanilla';
import type { FindingId, LabelId, ProposalId, TaskId, TrackId } from '#shared/model/ids.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { FIRST_AID_OPTIONS, type AidOptions } from './aidOptions.ts';
import { FIRST_BRUSH, type Brush } from './brush.ts';
import { FIRST_TOPOLOGY, type Topology } from './topology.ts';
import { FIRST_TRAVEL, type Travel } from './motion.ts';

/** What is open in the window. Everything here dies with it; documents and settings live elsewhere. */
export interface Session extends Travel {
  readonly task: TaskId | null;
  /** The frame that is seen, with its labels; 0 of a still picture. */
  readonly frame: number;
  /** What new things are: of this picture, or of the clip from this frame on. */
  readonly extent: 'still' | 'span';
  readonly selection: ReadonlySet<TrackId>;
  readonly hovered: TrackId | null;
  readonly tool: ToolId;
  /** The drawing tool used last, to be taken up again. */
  readonly lastDrawn: ToolId;
  /** The label new objects get. */
  readonly label: LabelId | null;
  readonly hidden: ReadonlySet<TrackId>;
  readonly brush: Brush;
  readonly topology: Topology;
  readonly view: View;
  /** A gesture is under way whose result is not yet a change. Set by the stage. */
  readonly drafting: boolean;
  readonly aids: AidOptions;
  /** What the aid in the hand shows, for who asks: how sure it is, and which of how many candidates. Set by the stage. */
  readonly candidate: { readonly score: number | null; readonly at: number; readonly of: number } | null;
  /** The finding being looked at. */
  readonly finding: FindingId | null;
  /** The proposal being looked at. */
  readonly proposal: ProposalId | null;
  /** What simplifying would make of the selection it was begun with; shown in its place until it is taken or given up. */
  readonly thinning: Thinning | null;
  /** Proposals at least this sure are accepted together; 0 to 1. */
  readonly sureness: number;
}

export interface Thinning {
  readonly of: ReadonlySet<TrackId>;
  /** How far the new outline may be from the old one, pixels. */
  readonly tolerance: number;
  readonly shapes: ReadonlyMap<TrackId, Shape>;
}

/** The thinning that is under way; another selection ends it. */
export function thinningOf({ thinning, selection }: Pick<Session, 'thinning' | 'selection'>): Thinning | null {
  return thinning?.of === selection ? thinning : null;
}

export type ToolId = 'select' | 'draw.box' | 'draw.polygon' | 'draw.polyline' | 'draw.points' | 'draw.ellipse' | 'draw.hole' | 'draw.skeleton' | 'draw.cuboid2d' | 'draw.cuboid' | 'draw.wand' | 'draw.scissors' | 'draw.grabcut' | 'draw.superpixels' | 'draw.click' | 'draw.brush' | 'draw.eraser' | 'draw.maskAdd' | 'draw.maskSubtract' | 'draw.maskFill' | 'draw.slice' | 'draw.eraseVertices' | 'pan';

/** Which part of the picture is shown: `scale` CSS pixels per image pixel, `x`, `y` the image point at the stage's centre. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Quarter turns to the right. */
  readonly turn: Quarter;
}

export type Quarter = 0 | 1 | 2 | 3;

export const sessionStore = createStore<Session>(() => ({
  task: null,
  frame: 0,
  extent: 'still',
  ...FIRST_TRAVEL,
  selection: new Set<TrackId>(),
  hovered: null,
  tool: 'select',
  lastDrawn: 'draw.box',
  label: null,
  hidden: new Set<TrackId>(),
  brush: FIRST_BRUSH,
  topology: FIRST_TOPOLOGY,
  view: { x: 0, y: 0, scale: 1, turn: 0 },
  drafting: false,
  aids: FIRST_AID_OPTIONS,
  candidate: null,
  finding: null,
  proposal: null,
  thinning: null,
  sureness: 0.5,
}));

export type SessionStore = typeof sessionStore;
