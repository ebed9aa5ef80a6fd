import type { Nearest } from '#shared/geometry/nearest.ts';
import type { Point } from '#shared/geometry/point.ts';
import { union, type Rect } from '#shared/geometry/rect.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { crossingOf } from '#shared/model/kinds/flaws.ts';
import type { SceneItem } from '../scene/sceneItem.ts';
import { shownHandles, type HitIndex } from '../scene/hitTest.ts';
import { arrowsOf, MOST_ARROWS } from '../scene/arrows.ts';
import { NO_LABEL_COLOR } from '../scene/styles.ts';
import { thinningOf, type Session } from '../session/sessionStore.ts';
import type { Draft } from '../tools/tool.ts';
import { hasTip } from '../tools/toolbox.ts';
import type { Hand, HandItem } from './fabricPainter.ts';
import { isGiant } from './giantOutlines.ts';

/** Fabric carries this many at most; a larger selection is only marked by the bulk painter. */
const MOST_HELD = 150;
export interface Holding {
  readonly held: ReadonlySet<TrackId>;
  readonly marked: ReadonlySet<TrackId>;
}

/** Which things are in the hand, and which are selected but too many for it. */
export function holdingOf(selection: ReadonlySet<TrackId>): Holding {
  if (selection.size <= MOST_HELD) return { held: selection, marked: new Set() };
  return { held: new Set(), marked: selection };
}

export interface HandInput {
  readonly session: Session;
  readonly document: ReadDocument;
  readonly index: HitIndex;
  readonly draft: Draft | null;
  /** The proposal being looked at. */
  readonly proposal: SceneItem | null;
  /** The colour of the label new things get. */
  readonly color: string | null;
  readonly view: Rect;
  readonly readOnly: boolean;
  /** The point of the picture under the pointer; null when it is elsewhere. */
  readonly pointer: Point | null;
  /** What a vertex clings to there. */
  readonly snap: Nearest | null;
  say(key: string, params: Readonly<Record<string, number>>): string;
}

/** What the Fabric painter is to show: the selected, the hovered, the drawn, and handles where they can be used. */
export function handOf({ session, document, index, draft, proposal, color, view, readOnly, pointer, snap, say }: HandInput): Hand {
  const own = color ?? NO_LABEL_COLOR;
  const drafted = new Map((draft?.shapes ?? []).flatMap(({ track, shape }) => (track === null ? [] : [[track, shape] as const])));
  const { held } = holdingOf(session.selection);
  const thinned = thinningOf(session)?.shapes;
  const selected = [...held].flatMap((id): HandItem[] => {
    const item = index.get(id);
    return item === undefined || draft?.paint?.track === id ? [] : [{ key: id, shape: drafted.get(id) ?? thinned?.get(id) ?? item.shape, color: item.color, name: item.name, look: 'selected', dashed: item.occluded }];
  });
  const moving = [...carriedBy(draft)].flatMap((id): HandItem[] => {
    const [item, shape] = [index.get(id), drafted.get(id)];
    return item === undefined || shape === undefined || held.has(id) ? [] : [{ key: id, shape, color: item.color, name: '', look: 'draft', dashed: item.occluded }];
  });
  const hovered = session.hovered === null || held.has(session.hovered) ? undefined : index.get(session.hovered);
  const fresh = (draft?.shapes ?? []).flatMap(({ track, shape }, at): HandItem[] => (track === null ? [{ key: `draft ${at}`, shape, color: own, name: '', look: 'draft', dashed: false }] : []));
  const only = selected.length === 1 ? selected[0] : undefined;
  const handles = only === undefined || thinned !== undefined || readOnly || isLocked(index, held) || session.tool !== 'select' || (drafted.size > 0 && isGiant(only.shape)) ? [] : shownHandles(only.shape, session.view.scale, view);
  return {
    items: [...(proposal === null ? [] : [{ ...hoveredItem(proposal), name: '', look: 'selected' as const }]), ...(hovered === undefined ? [] : [hoveredItem(hovered)]), ...moving, ...selected, ...fresh],
    arrows: arrowsOf([...held].flatMap((id) => document.relationsOf(id)).slice(0, MOST_ARROWS), (id) => drafted.get(id) ?? index.get(id)?.shape ?? null),
    flaws: selected.flatMap(({ shape }) => {
      const at = drafted.size > 0 && isGiant(shape) ? null : crossingOf(shape);
      return at === null ? [] : [at];
    }),
    handles, line: draft?.line ?? [], marquee: draft?.marquee ?? null, color: own,
    paint: draft?.paint === undefined ? null : { pad: draft.paint.pad, color: draft.paint.track === null ? own : (index.get(draft.paint.track)?.color ?? own) },
    snap,
    word: draft?.sharing === undefined || pointer === null ? null : { at: pointer, text: say(`stage.shared.${draft.sharing.is}`, { count: draft.sharing.count }) },
    tip: pointer === null || !hasTip(session.tool) ? null : { at: pointer, brush: session.brush },
  };
}

/** Things on their way to another shape, as many as the hand can carry. */
export function carriedBy(draft: Draft | null): ReadonlySet<TrackId> {
  const all = new Set((draft?.shapes ?? []).flatMap(({ track }) => track ?? []));
  return all.size <= MOST_HELD ? all : new Set();
}

/** What is locked has no handles. */
function isLocked(index: HitIndex, held: ReadonlySet<TrackId>): boolean {
  return [...held].some((id) => index.get(id)?.locked === true);
}

function hoveredItem(item: SceneItem): HandItem {
  return { key: `hover ${item.id}`, shape: item.shape, color: item.color, name: item.name, look: 'hovered', dashed: item.occluded };
}

/** What was put down and is not painted below yet, looking as it will there. */
export function leavingItem(item: SceneItem): HandItem {
  return { key: `leaving ${item.id}`, shape: item.shape, color: item.color, name: '', look: 'draft', dashed: item.occluded };
}

/** The rectangle around things; null for none of them being here. */
export function boundsOf(index: HitIndex, ids: Iterable<TrackId>): Rect | null {
  let all: Rect | null = null;
  for (const id of ids) {
    const bounds = index.get(id)?.bounds;
    if (bounds !== undefined) all = all === null ? bounds : union(all, bounds);
  }
  return all;
}
