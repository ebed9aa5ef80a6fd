import type { ReadDocument } from '#shared/model/document.ts';
import { keyframeIdOf, type TrackId } from '#shared/model/ids.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Keyframe, Proposal, Track } from '#shared/model/records.ts';
import { keyHolding, shapeAmong, steadyPath } from '#shared/model/shapeAt.ts';
import type { ColorBy } from '../session/seeingStore.ts';
import { colorOf } from './colorBy.ts';
import type { SceneItem } from './sceneItem.ts';
import { NO_LABEL_COLOR } from './styles.ts';

/** Which frame is shown and what the person has hidden on it. */
export interface SceneFrame {
  readonly frame: number;
  readonly hidden: ReadonlySet<TrackId>;
  /** What colours tell; labels unless said. */
  readonly colorBy?: ColorBy;
}

/** What is to be painted of a whole document, in painting order. */
export function sceneAt(document: ReadDocument, frame: SceneFrame): readonly SceneItem[] {
  return document.tracks().flatMap((track) => itemOf(document, { track, keys: document.keyframesOf(track.id) }, frame) ?? []);
}

/** One track as a thing to paint; null when it has no place on that frame or is hidden. */
export function itemOf(document: ReadDocument, { track, keys }: { track: Track; keys: readonly Keyframe[] }, { frame, hidden, colorBy = 'label' }: SceneFrame): SceneItem | null {
  const shape = hidden.has(track.id) ? null : shapeAmong(keys, track.extent, { frame, steady: steadyPath(document) });
  const bounds = shape === null ? null : kindOf(shape).bounds(shape);
  if (shape === null || bounds === null) return null;
  const label = track.label === null ? undefined : document.get(track.label);
  const known = label?.type === 'label' ? label : null;
  return { id: track.id, shape, bounds, color: colorOf({ track, keys }, { frame, colorBy, labelColor: known?.color ?? NO_LABEL_COLOR }), name: known?.name ?? '', z: track.z, occluded: keyHolding(keys, frame)?.occluded === true, locked: track.locked, proposed: false };
}

/** Above everything: what is to be decided must be seen. */
const ON_TOP = 1e12;

/** An open proposal of a new thing as a thing to paint; null on other frames and once it was answered. */
export function proposalItem(document: ReadDocument, proposal: Proposal, frame: number): SceneItem | null {
  const { of, frame: own, verdict, shape } = proposal;
  return of === null && verdict === null && own === frame ? proposedItem(document, proposal, shape) : null;
}

/** What things would be with the keyframes that are offered for them, also between two of those. */
export function offeredItems(document: ReadDocument, frame: number): readonly SceneItem[] {
  const offered = new Map<TrackId, Proposal[]>();
  for (const proposal of document.all('proposal')) if (proposal.of !== null && proposal.verdict === null) offered.set(proposal.of, [...(offered.get(proposal.of) ?? []), proposal]);
  return [...offered].flatMap(([track, proposals]) => offeredItem(document, { track, proposals: proposals.toSorted((a, b) => a.frame - b.frame) }, frame) ?? []);
}

function offeredItem(document: ReadDocument, { track, proposals }: { readonly track: TrackId; readonly proposals: readonly Proposal[] }, frame: number): SceneItem | null {
  const next = proposals.find((one) => one.frame >= frame);
  if (next === undefined) return null;
  const taken = new Set(proposals.map((one) => one.frame));
  const offered = proposals.map(({ frame: at, shape }): Keyframe => ({ id: keyframeIdOf(track, at), type: 'keyframe', track, frame: at, shape, occluded: false, truncated: false }));
  const keys = [...document.keyframesOf(track).filter((key) => !taken.has(key.frame)), ...offered].sort((a, b) => a.frame - b.frame);
  const shape = shapeAmong(keys, 'span', { frame, steady: steadyPath(document) });
  // A keyframe the thing has already is no proposal.
  return shape === null || document.keyframeAt(track, frame) !== undefined ? null : proposedItem(document, next, shape);
}

function proposedItem(document: ReadDocument, { id, label, word, score }: Proposal, shape: Shape): SceneItem | null {
  const bounds = kindOf(shape).bounds(shape);
  if (bounds === null) return null;
  const record = label === null ? undefined : document.get(label);
  const known = record?.type === 'label' ? record : null;
  const name = [known?.name ?? word, ...(score === null ? [] : [score.toFixed(2)])].join(' ');
  return { id: id as unknown as TrackId, shape, bounds, color: known?.color ?? NO_LABEL_COLOR, name, z: ON_TOP + (score ?? 0), occluded: true, locked: false, proposed: true };
}
