import { expect, test } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { Point } from '#shared/geometry/point.ts';
import { BookDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Track } from '#shared/model/records.ts';
import type { Look, Target, ToolEvent } from '../tool.ts';
import { FIRST_TOPOLOGY } from '../../session/topology.ts';
import { select } from './select.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(9).bytes);
const shape: Shape = { kind: 'box', x: 0, y: 0, width: 20, height: 20, angle: 0 };
const [free, pinned, locked] = [newId() as TrackId, newId() as TrackId, newId() as TrackId];
const track = (id: TrackId, marks: Partial<Track>): Track => ({ id, type: 'track', kind: 'box', label: null, extent: 'still', z: 0, note: null, locked: false, pinned: false, difficult: false, group: null, ...marks });
const document = new BookDocument(new Map([track(free, {}), track(pinned, { pinned: true }), track(locked, { locked: true })].map((record) => [record.id, record])));
const lookAt = (...selection: readonly TrackId[]): Look => ({ document, frame: 0, extent: 'still', label: null, selection: new Set(selection), newId, shapeOf: () => shape, topology: FIRST_TOPOLOGY, near: () => [], within: () => [], picture: { width: 99, height: 99 }, brush: { size: 4, tip: 'square', overlap: 'allow' }, maskAt: () => null });
const at = (type: 'press' | 'move' | 'release', point: Point, target: Target): ToolEvent => ({ type, at: point, screen: point, scale: 1, target, snap: null, keys: { even: false, centred: false, add: false } });

/** What a drag from one place to another asks for. */
function drag(grabbed: TrackId, look: Look): readonly unknown[] {
  const target: Target = { on: 'track', track: grabbed };
  let state = select.start;
  return [at('press', [5, 5], target), at('move', [50, 50], target), at('release', [50, 50], target)].flatMap((event) => {
    const step = select.step(state, event, look);
    state = step.state;
    return step.effects;
  });
}

test('a drag carries what is free, leaves what is pinned or locked, and says why nothing moves', () => {
  expect(drag(free, lookAt(free, pinned, locked))).toMatchObject([{ do: 'edit', call: { edit: 'moveTracks', args: { tracks: [free], by: [45, 45] } } }]);
  expect(drag(pinned, lookAt(pinned))).toEqual([{ do: 'refuse', code: 'edit/pinned' }]);
  expect(drag(locked, lookAt(locked))).toEqual([{ do: 'refuse', code: 'edit/locked' }]);
});
