import type { TrackId } from '#shared/model/ids.ts';
import { openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

/** Goes to where a thing of a clip first appears. */
export function goToFirst(bench: Workbench, track: TrackId): void {
  const first = openTask(bench)?.editor.document.keyframesOf(track).find(({ shape }) => shape !== null);
  if (first !== undefined) bench.work.getState().clip?.player.seek(first.frame);
}
