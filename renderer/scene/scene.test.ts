import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidMaker } from '#shared/base/id.ts';
import { must } from '#shared/base/must.ts';
import { seeded } from '#shared/base/seeded.ts';
import { edits } from '#shared/edits/index.ts';
import { encloses } from '#shared/geometry/rect.ts';
import { BookDocument } from '#shared/model/document.ts';
import type { LabelId, TrackId } from '#shared/model/ids.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { applyTo } from '#shared/model/ops.ts';
import { handleAt, handlePlace, HitIndex, shownHandles } from './hitTest.ts';
import { Scene } from './scene.ts';
import { sceneAt } from './sceneAt.ts';
import type { SceneItem } from './sceneItem.ts';
import { NO_LABEL_COLOR } from './styles.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(5).bytes);
const everywhere = { minX: -1e6, minY: -1e6, maxX: 1e6, maxY: 1e6 };
const context = { newId, now: 0, actor: 'ann' };

/** A document, a scene and an index that are told only what was touched. */
function world(): { document: BookDocument; scene: Scene; index: HitIndex; run: (make: (document: BookDocument) => ReturnType<typeof edits.createTrack.run>) => void } {
  const document = new BookDocument(new Map());
  const [scene, index] = [new Scene(), new HitIndex()];
  index.apply(scene.reset(document, { frame: 0, hidden: new Set() }));
  return {
    document, scene, index,
    run: (make) => {
      const ops = make(document);
      if ('refused' in ops) throw new Error(ops.refused);
      const { touched } = applyTo(document.book, ops);
      document.refresh(touched);
      index.apply(scene.update(document, touched));
    },
  };
}

const boxAt = (x: number, y: number, size: number): Shape => ({ kind: 'box', x, y, width: size, height: size, angle: 0 });

test('kept current by what was touched, scene and index are those read anew', () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const chance = seeded(seed);
    const { document, scene, index, run } = world();
    for (let step = 0; step < 60; step += 1) {
      const tracks = document.tracks();
      const track = tracks.length === 0 ? null : chance.pick(tracks).id;
      const deed = track === null ? 0 : chance.below(4);
      if (track === null || deed < 2) run((own) => edits.createTrack.run(own, { shape: boxAt(chance.next() * 900, chance.next() * 900, 5 + chance.next() * 80), frame: 0, label: null, extent: 'still', id: null, attributes: {} }, context));
      else if (deed === 2) run((own) => edits.moveTracks.run(own, { tracks: [track], frame: 0, by: [chance.next() * 50, 7] }, context));
      else run((own) => edits.removeTracks.run(own, { tracks: [track] }, context));
    }
    const anew = sceneAt(document, { frame: 0, hidden: new Set() });
    expect([...scene.items.values()].sort((a, b) => a.z - b.z)).toEqual(anew);
    expect(index.within(everywhere).sort()).toEqual(anew.map((item) => item.id).sort());
    for (let shot = 0; shot < 20; shot += 1) {
      const at = [chance.next() * 1000, chance.next() * 1000] as const;
      expect(index.at(at, 0)?.id).toBe(slowAt(anew, at)?.id);
    }
  }
});

/** The rule without an index: the smallest, of equals the one on top. */
function slowAt(items: readonly SceneItem[], at: readonly [number, number]): SceneItem | undefined {
  const area = ({ shape }: SceneItem): number => kindOf(shape).area(shape);
  return items.filter(({ shape }) => kindOf(shape).contains(shape, at)).sort((a, b) => area(a) - area(b) || b.z - a.z)[0];
}

test('a label that changes its colour recolours everything that has it; hidden things are not there', () => {
  const { document, scene, run } = world();
  const car = newId() as LabelId;
  run((own) => edits.createLabel.run(own, { id: car, name: 'car', color: '#112233', kinds: [], attributes: [] }, context));
  for (const label of [car, null]) run((own) => edits.createTrack.run(own, { shape: boxAt(0, 0, 9), frame: 0, label, extent: 'still', id: null, attributes: {} }, context));
  run((own) => edits.recolorLabel.run(own, { label: car, color: '#abcdef' }, context));
  expect([...scene.items.values()].map((item) => item.color)).toEqual(['#abcdef', NO_LABEL_COLOR]);
  const first = must(document.tracks()[0], 'a track').id;
  expect(scene.reset(document, { frame: 0, hidden: new Set<TrackId>([first]) }).put).toHaveLength(1);
  expect(scene.reset(document, { frame: 1, hidden: new Set() }).put).toHaveLength(0);
});

test('the edge can be hit from outside within the slack, and what lies inside something larger can be reached', () => {
  const { index, run } = world();
  for (const [x, size] of [[0, 100], [40, 10]] as const) run((own) => edits.createTrack.run(own, { shape: boxAt(x, x, size), frame: 0, label: null, extent: 'still', id: null, attributes: {} }, context));
  expect(index.at([104, 50], 5)?.bounds.maxX).toBe(100);
  expect(index.at([106, 50], 5)).toBeNull();
  expect(index.at([45, 45], 0)?.bounds.maxX).toBe(50);
});

test('every handle that is shown can be hit where it is shown, at every scale', () => {
  fc.assert(fc.property(fc.double({ min: 0.05, max: 60, noNaN: true }), fc.double({ min: 4, max: 900, noNaN: true }), (scale, size) => {
    const shape = boxAt(0, 0, size);
    for (const handle of shownHandles(shape, scale, everywhere)) {
      expect(handleAt(shape, { at: handlePlace(handle, scale), scale, view: everywhere })).not.toBeNull();
    }
  }));
});

test('handles of thousands of vertices thin out when seen from afar', () => {
  const ring = Array.from({ length: 5000 }, (_, index) => [500 + 400 * Math.cos(index / 796), 500 + 400 * Math.sin(index / 796)]).flat();
  const shape: Shape = { kind: 'polygon', rings: [ring] };
  const bounds = must(kindOf(shape).bounds(shape), 'bounds');
  expect(encloses(everywhere, bounds)).toBe(true);
  expect(shownHandles(shape, 1, everywhere).length).toBeLessThan(1000);
  expect(shownHandles(shape, 60, { minX: 880, minY: 480, maxX: 905, maxY: 520 }).length).toBeGreaterThan(20);
});

test('keyframes that are offered show where the thing would be, between them too, and go with their verdict', () => {
  const { document, scene, run } = world();
  const track = newId() as TrackId;
  const from = { aid: 'tracker', name: 'test', version: '1', hash: null } as const;
  run((own) => edits.createTrack.run(own, { shape: boxAt(0, 0, 10), frame: 0, label: null, extent: 'span', id: track, attributes: {} }, context));
  run((own) => edits.offerKeyframes.run(own, { from, track, looked: { from: 0, to: 20 }, keys: [{ frame: 10, shape: boxAt(100, 0, 10), score: 0.9 }, { frame: 20, shape: boxAt(100, 50, 10), score: 0.8 }] }, context));
  const ghosts = (frame: number): readonly Shape[] => {
    scene.reset(document, { frame, hidden: new Set() });
    return [...scene.items.values()].filter(({ proposed }) => proposed).map(({ shape }) => shape);
  };
  expect([0, 5, 10, 15, 20, 21].map((frame) => ghosts(frame))).toEqual([[], [boxAt(50, 0, 10)], [boxAt(100, 0, 10)], [boxAt(100, 25, 10)], [boxAt(100, 50, 10)], []]);
  // The thing itself changes under them.
  scene.reset(document, { frame: 5, hidden: new Set() });
  run((own) => edits.reshape.run(own, { track, frame: 0, shape: boxAt(40, 0, 10) }, context));
  expect([...scene.items.values()].filter(({ proposed }) => proposed).map(({ shape }) => shape)).toEqual([boxAt(70, 0, 10)]);
  run((own) => edits.refuseProposals.run(own, { proposals: document.all('proposal').map(({ id }) => id) }, context));
  expect([...scene.items.values()].map(({ id }) => id)).toEqual([track]);
});
