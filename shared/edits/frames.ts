import type { ReadDocument } from '../model/document.ts';
import { frameIdOf, type TaskId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import type { FrameRecord, Proof } from '../model/records.ts';
import { edit, refused } from './edit.ts';
import { keyframeWith } from './timeRules.ts';

export interface ProveFramesArgs {
  readonly task: TaskId;
  readonly proofs: readonly { readonly frame: number; readonly proof: Proof }[];
}

/** Writes down what labelled frames looked like. A frame that is proven already keeps its proof: it tells a changed file. */
export const proveFrames = edit<ProveFramesArgs>('frame.prove', (document, { task, proofs }) =>
  proofs.flatMap(({ frame, proof }): readonly Op[] => {
    const id = frameIdOf(task, frame);
    return document.get(id) === undefined ? [{ op: 'put', record: { id, type: 'frame', task, frame, proof } }] : [];
  }));

/** Frames of the task that carry a keyframe, ascending. */
export function labelledFrames(document: ReadDocument): readonly number[] {
  return [...new Set(document.all('keyframe').map(({ frame }) => frame))].sort((a, b) => a - b);
}

/** What is known of labelled frames, by frame. */
export function proofsOf(document: ReadDocument): ReadonlyMap<number, FrameRecord> {
  return new Map(document.all('frame').map((record) => [record.frame, record]));
}

export interface ReanchorArgs {
  readonly task: TaskId;
  /** Where each labelled frame is now, with the proof it has there. */
  readonly moves: readonly { readonly from: number; readonly to: number; readonly proof: Proof }[];
}

/** Brings labels to the frames they were made on, after the file was cut or put together anew. */
export const reanchorFrames = edit<ReanchorArgs>('frame.reanchor', (document, { task, moves }) => {
  const target = new Map(moves.map(({ from, to }) => [from, to]));
  if (new Set(target.values()).size < target.size) return refused('edit/meet-in-time');
  const keys = document.all('keyframe');
  if (keys.some(({ frame }) => !target.has(frame))) return refused('edit/frame-lost');
  const put = keys.map((key) => keyframeWith({ track: key.track, frame: target.get(key.frame) ?? key.frame }, key));
  const staying = new Set(put.map(({ id }) => id));
  const frames = moves.map(({ to, proof }): FrameRecord => ({ id: frameIdOf(task, to), type: 'frame', task, frame: to, proof }));
  const proven = new Set(frames.map(({ id }) => id));
  return [
    ...keys.filter(({ id }) => !staying.has(id)).map((key): Op => ({ op: 'remove', id: key.id })),
    ...put.map((record): Op => ({ op: 'put', record })),
    // The camera was measured on other frames: it is measured anew, and until then shapes go by the picture.
    ...document.all('cameraPath').map(({ id }): Op => ({ op: 'remove', id })),
    ...document.all('frame').filter(({ id }) => !proven.has(id)).map(({ id }): Op => ({ op: 'remove', id })),
    ...frames.map((record): Op => ({ op: 'put', record })),
    ...document.all('finding').flatMap((finding): readonly Op[] => {
      const frame = target.get(finding.anchor.frame) ?? finding.anchor.frame;
      return frame === finding.anchor.frame ? [] : [{ op: 'put', record: { ...finding, anchor: { ...finding.anchor, frame } } }];
    }),
  ];
});
