import { cameraIdOf, cameraPathIdOf, type TaskId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import type { CameraRecord } from '../model/records.ts';
import { edit, refused } from './edit.ts';

export type BeginCameraArgs = Omit<CameraRecord, 'id' | 'type' | 'steady' | 'probes'>;

/** A measurement of the camera begins: an earlier one makes room. Whether shapes go along with it stays as it was. */
export const beginCamera = edit<BeginCameraArgs>('camera.begin', (document, args) => [
  ...document.all('cameraPath').map(({ id }): Op => ({ op: 'remove', id })),
  { op: 'put', record: { ...args, id: cameraIdOf(args.task), type: 'camera', steady: document.camera()?.record.steady ?? false, probes: [] } },
]);

export interface AddCameraPathArgs {
  readonly task: TaskId;
  /** The first frame of this part: the first that was not known. */
  readonly from: number;
  readonly steps: readonly number[];
  /** All probes so far. */
  readonly probes: readonly number[];
}

/** The next part of the camera's way. */
export const addCameraPath = edit<AddCameraPathArgs>('camera.path', (document, { task, from, steps, probes }) => {
  const camera = document.camera();
  if (camera === null || camera.path.known !== from) return refused('edit/gone');
  return [{ op: 'put', record: { id: cameraPathIdOf(task, from), type: 'cameraPath', task, from, steps } }, { op: 'patch', id: camera.record.id, set: { probes: [...probes] } }];
});

/** Whether shapes go along with the camera between their keyframes. */
export const setSteady = edit<{ readonly on: boolean }>('camera.steady', (document, { on }) => {
  const camera = document.camera();
  if (camera === null) return refused('edit/no-camera');
  return camera.record.steady === on ? [] : [{ op: 'patch', id: camera.record.id, set: { steady: on } }];
});
