import type { ReadDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
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

/** An open proposal as a thing to paint; null on other frames and once it was answered. */
export function proposalItem(document: ReadDocument, { id, frame: own, shape, label, word, score, verdict }: Proposal, frame: number): SceneItem | null {
  const bounds = verdict === null && own === frame ? kindOf(shape).bounds(shape) : null;
  if (bounds === null) return null;
  const record = label === null ? undefined : document.get(label);
  const known = record?.type === 'label' ? record : null;
  const name = [known?.name ?? word, ...(score === null ? [] : [score.toFixed(2)])].join(' ');
  return { id: id as unknown as TrackId, shape, bounds, color: known?.color ?? NO_LABEL_COLOR, name, z: ON_TOP + (score ?? 0), occluded: true, locked: false, proposed: true };
}
