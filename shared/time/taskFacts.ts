import type { ReadDocument } from '../model/document.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { TaskFacts } from './expectedTime.ts';

const SMALL_SIDE = 32;

/** What is seen of a task that may say how long it takes. */
export function taskFacts(document: ReadDocument, media: string): TaskFacts {
  const tracks = document.tracks();
  const [frames, classes] = [new Set<number>(), new Set<string>()];
  let [vertices, small] = [0, 0];
  for (const track of tracks) {
    if (track.label !== null) classes.add(track.label);
    const keys = document.keyframesOf(track.id);
    let side = 0;
    for (const { frame, shape } of keys) {
      if (shape === null) continue;
      frames.add(frame);
      const { strokes, bounds } = kindOf(shape);
      vertices += strokes(shape).reduce((sum, { coords }) => sum + coords.length / 2, 0);
      const box = bounds(shape);
      if (box !== null) side = Math.max(side, box.maxX - box.minX, box.maxY - box.minY);
    }
    if (side > 0 && side < SMALL_SIDE) small += 1;
  }
  const proposed = document.all('proposal').filter(({ verdict }) => verdict !== null && verdict.said !== 'refused' && verdict.track !== null).length;
  const share = (part: number): number => (tracks.length === 0 ? 0 : Math.min(1, part / tracks.length));
  return { objects: tracks.length, vertices, frames: Math.max(1, frames.size), classes: classes.size, small: share(small), proposed: share(proposed), media };
}
