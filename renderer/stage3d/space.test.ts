import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCorners, type Block } from '#shared/geometry/block.ts';
import { fromYaw, yawOf, type Vector } from '#shared/geometry/quaternion.ts';
import type { FromClouds, CloudWorker, ShownCloud, ToClouds } from '../clouds/cloudMessages.ts';
import { CloudShelf } from '../clouds/cloudShelf.ts';
import { fitted, onHeight, orbitBy, panBy, project, rayAt, zoomBy, type Orbit } from './orbit.ts';
import { pickPoint } from './pickPoint.ts';
import { PointBudget } from './pointBudget.ts';
import { draggedSide, reachOf, sideViews, takeSide, viewAt, viewAxes } from './sideView.ts';

const size = { width: 800, height: 600 };
const number = fc.double({ min: -500, max: 500, noNaN: true });
const orbit: fc.Arbitrary<Orbit> = fc.record({ target: fc.tuple(number, number, number), yaw: fc.double({ min: -7, max: 7, noNaN: true }), pitch: fc.double({ min: 0.1, max: 1.5, noNaN: true }), distance: fc.double({ min: 2, max: 300, noNaN: true }) });
const spot = fc.tuple(fc.double({ min: 0, max: 800, noNaN: true }), fc.double({ min: 0, max: 600, noNaN: true }));

describe('the view', () => {
  it('a ray through a place of the screen comes back to it', () => {
    fc.assert(fc.property(orbit, spot, fc.double({ min: 1, max: 100, noNaN: true }), (seen, at, far) => {
      const { from, way } = rayAt(seen, at, size);
      const back = project(seen, [from[0] + way[0] * far, from[1] + way[1] * far, from[2] + way[2] * far], size);
      expect(back?.[0]).toBeCloseTo(at[0], 4);
      expect(back?.[1]).toBeCloseTo(at[1], 4);
    }));
  });

  it('looks at its target, with up above', () => {
    fc.assert(fc.property(orbit, (seen) => {
      expect(project(seen, seen.target, size)?.map(Math.round)).toEqual([400, 300]);
      expect(project(seen, [seen.target[0], seen.target[1], seen.target[2] + 0.5], size)?.[1] ?? 999).toBeLessThan(300);
    }));
  });

  it('zooming keeps what is under the pointer there, panning takes the ground along, turning never goes below it', () => {
    const seen = fitted([-20, -20, 0], [20, 20, 0]);
    const at = [600, 400] as const;
    const place = onHeight(rayAt(seen, at, size), 0) as Vector;
    const near = project(zoomBy(seen, 2, place), place, size);
    expect([near?.[0], near?.[1]].map((value, n) => Math.abs((value ?? 0) - at[n as 0 | 1]) < 1)).toEqual([true, true]);
    const moved = project(panBy(seen, [30, 0], size), [0, 0, 0], size);
    expect((moved?.[0] ?? 0) - 400).toBeCloseTo(30, 0);
    expect(orbitBy(seen, [0, 1e5]).pitch).toBeLessThan(Math.PI / 2);
    expect(orbitBy(seen, [0, -1e5]).pitch).toBeGreaterThan(-0.2);
  });
});

it('the point under the pointer is the nearest of those close to it', () => {
  const places = [[0, 0, 0], [0, 0, 5], [3, 3, 0], [Number.NaN, Number.NaN, Number.NaN]];
  const shown: ShownCloud = { name: 'a', order: new Uint32Array([3, 2, 1, 0]), cloud: { count: 4, masked: 1, origin: [1000, 0, 0], columns: [], positions: Float32Array.from(places.flat()) } };
  const above: Orbit = { target: [1000, 0, 0], yaw: 0, pitch: 1.5, distance: 30 };
  for (const [n, place] of [[1, [1000, 0, 5]], [2, [1003, 3, 0]]] as const) {
    const at = project(above, place, size);
    expect(pickPoint(shown, at ?? [0, 0], { orbit: above, size })).toEqual([1000 + (places[n]?.[0] ?? 0), places[n]?.[1], places[n]?.[2]]);
  }
  expect(pickPoint(shown, [10, 10], { orbit: above, size })).toBeNull();
});

describe('flat views of a block', () => {
  const block: Block = { centre: [10, 20, 1], size: [4, 2, 1.5], turn: fromYaw(0.7) };
  const views = sideViews(block, { width: 1200, height: 750 });
  const at = (n: number, across: number, up: number): [number, number] => {
    const view = views[n];
    if (view === undefined) throw new Error('no such view');
    const scale = view.edge / (2 * reachOf(view));
    return [view.left + view.edge / 2 + across * scale, view.top + view.edge / 2 - up * scale];
  };

  it('are three, each looking along an axis of the block, right-handed', () => {
    expect(views.map(({ side }) => side)).toEqual(['top', 'side', 'rear']);
    expect(viewAxes(views[0] as never).back.map((value) => Math.round(value * 1000) / 1000 + 0)).toEqual([0, 0, 1]);
    expect(viewAt(views, at(1, 0, 0))?.side).toBe('side');
    expect(viewAt(views, [10, 10])).toBeNull();
    expect(sideViews(block, { width: 100, height: 100 })).toEqual([]);
  });

  it('a dragged edge moves its face and no other', () => {
    const hand = takeSide(views[0] as never, at(0, 0, 2));
    const longer = draggedSide(hand as never, block, at(0, 0.3, 3));
    expect(longer.size.map((value) => Math.round(value * 100) / 100)).toEqual([5, 2, 1.5]);
    expect(blockCorners(longer)[2]?.map((value) => Math.round(value * 100))).toEqual(blockCorners(block)[2]?.map((value) => Math.round(value * 100)));
    const taller = draggedSide(takeSide(views[2] as never, at(2, 0, 0.75)) as never, block, at(2, 0, 1.25));
    expect([Math.round(taller.size[2] * 100), Math.round(taller.centre[2] * 100)]).toEqual([200, 125]);
  });

  it('inside it moves, outside and from above it turns, elsewhere nothing is taken', () => {
    const moved = draggedSide(takeSide(views[1] as never, at(1, 0.5, 0.1)) as never, block, at(1, 1.5, 0.1));
    expect(Math.hypot(moved.centre[0] - 10, moved.centre[1] - 20)).toBeCloseTo(1, 5);
    const turned = draggedSide(takeSide(views[0] as never, at(0, 0, 3)) as never, block, at(0, -3, 0));
    expect(yawOf(turned.turn)).toBeCloseTo(0.7 + Math.PI / 2, 5);
    expect(takeSide(views[1] as never, at(1, 0, 1.5))).toBeNull();
  });
});

describe('the budget of points', () => {
  it('falls while pictures are slow and rises while they are quick', () => {
    const budget = new PointBudget();
    const first = budget.moving;
    for (let n = 0; n < 6; n += 1) budget.heard(300, budget.moving);
    expect(budget.moving).toBe(20_000);
    for (let n = 0; n < 12; n += 1) budget.heard(5, budget.moving);
    expect(budget.moving).toBeGreaterThan(first * 10);
    expect(budget.resting).toBeGreaterThan(budget.moving * 10);
  });

  it('learns nothing from pictures with far fewer points', () => {
    const budget = new PointBudget();
    budget.heard(1, 100);
    expect(budget.moving).toBe(60_000);
  });
});

describe('clouds that are kept', () => {
  class StandIn implements CloudWorker {
    readonly asked: ToClouds[] = [];
    #listener: (message: FromClouds) => void = () => undefined;
    ask(message: ToClouds): void {
      this.asked.push(message);
    }
    onAnswer(listener: (message: FromClouds) => void): () => void {
      this.#listener = listener;
      return () => undefined;
    }
    onLost(): () => void {
      return () => undefined;
    }
    end(): void {
      this.asked.length = 0;
    }
    answer(points: number): void {
      const { id } = this.asked.at(-1) as ToClouds;
      this.#listener({ id, shown: { name: 'a', order: new Uint32Array(points), cloud: { count: points, masked: 0, origin: [0, 0, 0], columns: [], positions: new Float32Array(points * 3) } } });
    }
  }

  it('are asked for once, and memory stays flat over many frames', async () => {
    const worker = new StandIn();
    const shelf = new CloudShelf(worker, () => undefined);
    let most = 0;
    for (let frame = 0; frame < 500; frame += 1) {
      const asked = shelf.load(`f${frame}`);
      worker.answer(500_000);
      await asked;
      shelf.keep(`f${frame}`);
      most = Math.max(most, shelf.bytes);
    }
    expect(most).toBeLessThanOrEqual(384 * 1024 * 1024 + 8_000_000);
    const count = worker.asked.length;
    await shelf.load('f499');
    expect(worker.asked.length).toBe(count);
  }, 60_000);
});
