import { keyframeIdOf, type TrackId } from '../../model/ids.ts';
import { kindOf } from '../../model/kinds/registry.ts';
import type { DocumentRecord, Keyframe, LabelRecord } from '../../model/records.ts';
import type { Size } from '../format.ts';
import { sortAttributes } from '../importAttributes.ts';
import { listOf, looseOf, type Loose } from '../loose.ts';
import type { Reading } from '../page.ts';
import { stillTrack } from '../stillTrack.ts';
import { readNotes as notes } from './notes.ts';
import { boxOf } from './readShape.ts';

interface About {
  readonly label: LabelRecord | null;
  readonly size: Size;
  readonly values: Readonly<Record<string, unknown>>;
  readonly reading: Reading;
}

/** A box through time: keyframes from frame 1; one that is not `enabled` is the last on which it is seen for now. */
export function readVideo(result: Loose, { label, size, values, reading }: About): readonly DocumentRecord[] {
  const { report, target } = reading;
  const id = target.newId() as TrackId;
  const keys = new Map<number, Keyframe>();
  const key = (frame: number, shape: Keyframe['shape']): Keyframe => ({ id: keyframeIdOf(id, frame), type: 'keyframe', track: id, frame, shape, occluded: false, truncated: false });
  for (const entry of listOf(looseOf(result['value'])?.['sequence']) ?? []) {
    const step = looseOf(entry);
    const frame = step?.['frame'];
    const shape = step === null ? null : boxOf(step, size);
    if (shape === null || kindOf(shape).problem(shape) !== null || typeof frame !== 'number' || !Number.isInteger(frame) || frame < 1) {
      report.note(notes.broken, 'video');
      continue;
    }
    keys.set(frame - 1, key(frame - 1, shape));
    if (step?.['enabled'] === false && !keys.has(frame)) keys.set(frame, key(frame, null));
  }
  const sorted = [...keys.values()].sort((a, b) => a.frame - b.frame);
  const first = sorted.find(({ shape }) => shape !== null)?.shape ?? null;
  if (first === null) return [];
  report.note(notes.video);
  const { onTrack, onKeyframe } = sortAttributes(values, label, report);
  const [track] = stillTrack({ id, label: label?.id ?? null, shape: first, z: 0, note: null, occluded: false, onTrack: { ...onTrack, ...onKeyframe }, onKeyframe: {} });
  return [{ ...track, extent: 'span' }, ...sorted];
}
