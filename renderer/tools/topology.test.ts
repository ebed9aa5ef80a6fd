import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { must } from '#shared/base/must.ts';
import { edits } from '#shared/edits/index.ts';
import type { Point } from '#shared/geometry/point.ts';
import { signedArea } from '#shared/geometry/polygon.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { cornersAt } from '#shared/model/kinds/corners.ts';
import { VertexHand as Hand } from '../../tests/support/vertexHand.ts';
import { FIRST_TOPOLOGY } from '../session/topology.ts';
import type { Keys } from './tool.ts';

const plain: Keys = { even: false, centred: false, add: false };
const alt: Keys = { ...plain, centred: true };

const CELL = 40;
/** Cells side by side, three by three, that share all their corners. */
function mesh(): { readonly hand: Hand; readonly cells: readonly TrackId[] } {
  const hand = new Hand();
  const cells = Array.from({ length: 9 }, (_, at) => {
    const [x, y] = [(at % 3) * CELL, Math.floor(at / 3) * CELL];
    return hand.draw({ kind: 'polygon', rings: [[x, y, x + CELL, y, x + CELL, y + CELL, x, y + CELL]] });
  });
  return { hand, cells };
}

/** Who has a vertex where. */
function corners({ hand, cells }: ReturnType<typeof mesh>): ReadonlyMap<string, readonly TrackId[]> {
  const found = new Map<string, TrackId[]>();
  for (const cell of cells) {
    const ring = hand.ring(cell);
    for (let at = 0; at < ring.length; at += 2) found.set(`${ring[at]},${ring[at + 1]}`, [...(found.get(`${ring[at]},${ring[at + 1]}`) ?? []), cell]);
  }
  return found;
}

const area = ({ hand, cells }: ReturnType<typeof mesh>): number => cells.reduce((sum, cell) => sum + signedArea(hand.ring(cell)), 0);
const gatherings = (world: ReturnType<typeof mesh>): string[] => [...corners(world).values()].map((cells) => cells.toSorted().join(' ')).sort();

describe('corners of several polygons', () => {
  test('wherever they are pulled, no gap and no overlap appears, and undo brings everything back', () => {
    const step = fc.record({ cell: fc.nat(8), corner: fc.nat(20), x: fc.integer({ min: 1, max: 119 }), y: fc.integer({ min: 1, max: 119 }), inserts: fc.boolean() });
    fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const world = mesh();
      world.hand.topology = { ...FIRST_TOPOLOGY, snap: false };
      const start = world.cells.map((cell) => world.hand.ring(cell));
      for (const { cell, corner, x, y, inserts } of steps) {
        const track = must(world.cells[cell], 'a cell');
        const ring = world.hand.ring(track);
        const index = corner % (ring.length / 2);
        const at: Point = [ring[index * 2] ?? 0, ring[index * 2 + 1] ?? 0];
        const next = (index + 1) % (ring.length / 2);
        // What lies on the border of the whole changes the whole; the rest must not.
        const inside = (px: number, py: number): boolean => px > 0 && py > 0 && px < 3 * CELL && py < 3 * CELL;
        const both = inside((at[0] + (ring[next * 2] ?? 0)) / 2, (at[1] + (ring[next * 2 + 1] ?? 0)) / 2);
        if (corners(world).has(`${x},${y}`)) continue;
        if (inserts ? !both : !inside(...at) || Math.hypot(x - at[0], y - at[1]) <= 4) continue;
        const before = { people: gatherings(world), count: corners(world).size };
        world.hand.drag([track, `${inserts ? 'm' : 'v'}:0:${index}`], [x, y]);
        expect(area(world)).toBeCloseTo(9 * CELL * CELL, 6);
        if (!inserts) expect(gatherings(world)).toEqual(before.people);
        else expect(corners(world).size).toBe(before.count + 1);
      }
      while (world.hand.editor.undoable !== 'track.create') world.hand.editor.undo();
      expect(world.cells.map((cell) => world.hand.ring(cell))).toEqual(start);
    }), { numRuns: 80 });
  });

  test('move as one step, and are taken out as one', () => {
    const world = mesh();
    const { hand, cells } = world;
    const middle = must(cells[4], 'the middle cell');
    hand.drag([middle, 'v:0:0'], [45, 47]);
    expect(cells.filter((cell) => cornersAt(hand.shape(cell), [45, 47]).length > 0)).toHaveLength(4);
    expect(hand.editor.undo()).toBe('track.reshapeTogether');
    expect(cells.filter((cell) => cornersAt(hand.shape(cell), [40, 40]).length > 0)).toHaveLength(4);
    hand.drag([middle, 'v:0:0'], [40, 40], alt);
    expect(corners(world).has('40,40')).toBe(false);
    hand.editor.undo();
    expect(corners(world).get('40,40')).toHaveLength(4);
  });

  test('a locked neighbour is never moved: the hand is told, and nothing changes', () => {
    const world = mesh();
    const { hand, cells } = world;
    hand.editor.commit(edits.setMark, { tracks: [must(cells[0], 'a cell')], frame: 0, mark: 'locked', on: true });
    const before = [...corners(world).keys()];
    hand.drag([must(cells[4], 'a cell'), 'v:0:0'], [45, 47]);
    expect(hand.said).toEqual(['edit/neighbour-locked']);
    expect([...corners(world).keys()]).toEqual(before);
    hand.topology = { ...hand.topology, share: false };
    hand.drag([must(cells[4], 'a cell'), 'v:0:0'], [45, 47]);
    expect(corners(world).get('45,47')).toEqual([cells[4]]);
  });

  test('the hand is told whether others come along', () => {
    const { hand, cells } = mesh();
    const track = must(cells[4], 'a cell');
    hand.point('press', [40, 40], { target: { on: 'handle', track, handle: 'v:0:0' } });
    hand.point('move', [50, 50]);
    expect(hand.draft()?.sharing).toEqual({ is: 'together', count: 4 });
    expect(hand.draft()?.shapes).toHaveLength(4);
  });

  test('between keyframes of a clip both get a keyframe there, and only there', () => {
    const hand = new Hand();
    const [left, right] = [hand.draw({ kind: 'polygon', rings: [[0, 0, 40, 0, 40, 40, 0, 40]] }, 'span'), hand.draw({ kind: 'polygon', rings: [[40, 0, 80, 0, 80, 40, 40, 40]] }, 'span')];
    hand.frame = 7;
    hand.drag([left, 'v:0:1'], [50, 10]);
    expect([left, right].map((track) => cornersAt(hand.shape(track), [50, 10]).length)).toEqual([1, 1]);
    const between = hand.shape(left, 3);
    const corner = between.kind === 'polygon' ? between.rings[0]?.slice(2, 4) : undefined;
    expect(cornersAt(hand.shape(right, 3), [corner?.[0] ?? 0, corner?.[1] ?? 0])).toEqual(['v:0:0']);
    expect(hand.editor.document.keyframesOf(right).map(({ frame }) => frame)).toEqual([0, 7]);
  });
});

describe('a vertex clings', () => {
  test('to a vertex before an edge, exactly, and with Ctrl or Shift to nothing', () => {
    const { hand, cells } = mesh();
    const lonely = hand.draw({ kind: 'polygon', rings: [[200, 200, 240, 200, 240, 240]] });
    hand.drag([lonely, 'v:0:0'], [83, 78]);
    expect(hand.ring(lonely).slice(0, 2)).toEqual([80, 80]);
    hand.editor.undo();
    hand.drag([lonely, 'v:0:0'], [122, 60]);
    expect(hand.ring(lonely).slice(0, 2)).toEqual([120, 60]);
    hand.editor.undo();
    hand.drag([lonely, 'v:0:0'], [83, 78], { ...plain, add: true });
    expect(hand.ring(lonely).slice(0, 2)).toEqual([83, 78]);
    expect(cells).toHaveLength(9);
  });
});

describe('a border that is traced', () => {
  const octagon = [100, 50, 150, 50, 185, 85, 185, 135, 150, 170, 100, 170, 65, 135, 65, 85];
  const start = (): { readonly hand: Hand; readonly neighbour: TrackId } => {
    const hand = new Hand();
    const neighbour = hand.draw({ kind: 'polygon', rings: [octagon] });
    hand.use('draw.polygon');
    return { hand, neighbour };
  };
  const drawn = (hand: Hand): readonly number[] => hand.ring(must(hand.editor.document.tracks().at(-1), 'a track').id);

  test('is taken the short way, or the other way round', () => {
    const { hand } = start();
    hand.click([151, 51]);
    hand.click([149, 169]);
    hand.click([300, 110]);
    hand.key('confirm');
    expect(drawn(hand)).toEqual([150, 50, 185, 85, 185, 135, 150, 170, 300, 110]);
    hand.editor.undo();
    hand.click([151, 51]);
    hand.point('move', [149, 169]);
    hand.other();
    hand.click([149, 169]);
    hand.click([300, 110]);
    hand.key('confirm');
    expect(drawn(hand)).toEqual([150, 50, 100, 50, 65, 85, 65, 135, 100, 170, 150, 170, 300, 110]);
  });

  test('closes an outline that began and ended on it, and is taken back as one step', () => {
    const { hand } = start();
    hand.click([151, 51]);
    hand.click([300, 40]);
    hand.click([300, 180]);
    hand.click([151, 171]);
    hand.click([150, 50]);
    expect(drawn(hand)).toEqual([150, 50, 300, 40, 300, 180, 150, 170, 185, 135, 185, 85]);
    hand.click([150, 50]);
    hand.click([150, 170]);
    hand.key('back');
    hand.click([300, 110]);
    hand.click([300, 150]);
    hand.key('confirm');
    expect(drawn(hand)).toEqual([150, 50, 300, 110, 300, 150]);
  });

  test('is not taken when that is switched off, or from corner to corner of different things', () => {
    const { hand } = start();
    hand.topology = { ...FIRST_TOPOLOGY, trace: false };
    hand.click([151, 51]);
    hand.click([149, 169]);
    hand.click([300, 110]);
    hand.key('confirm');
    expect(drawn(hand)).toEqual([150, 50, 150, 170, 300, 110]);
  });

  test('leaves no sliver: what both have in common is the very same line', () => {
    fc.assert(fc.property(fc.nat(7), fc.integer({ min: 1, max: 7 }), fc.boolean(), (from, by, other) => {
      const { hand, neighbour } = start();
      const place = (at: number): Point => [octagon[(at % 8) * 2] ?? 0, octagon[(at % 8) * 2 + 1] ?? 0];
      hand.click(place(from));
      hand.point('move', place(from + by));
      if (other) hand.other();
      hand.click(place(from + by));
      hand.click([400, 400]);
      hand.click([400, 405]);
      hand.key('confirm');
      const ring = drawn(hand);
      for (let at = 0; at < ring.length - 4; at += 2) expect(cornersAt(hand.shape(neighbour), [ring[at] ?? 0, ring[at + 1] ?? 0])).toHaveLength(1);
      expect(ring.length / 2 - 4).toBe(other ? Math.max(by, 8 - by) - 1 : Math.min(by, 8 - by) - 1);
    }), { numRuns: 60 });
  });
});

describe('the eraser of corners', () => {
  const stroke = (hand: Hand, ...way: readonly Point[]): void => {
    const [first, last] = [must(way[0], 'a place'), must(way.at(-1), 'a place')];
    hand.point('press', first);
    for (const at of way.slice(1)) hand.point('move', at);
    hand.point('release', last);
  };
  const zigzag = [0, 0, 20, 5, 40, 0, 60, 5, 80, 0, 80, 60, 0, 60];

  test('takes what its tip meets on its way, in the neighbour too, as one step', () => {
    const hand = new Hand();
    const upper = hand.draw({ kind: 'polygon', rings: [zigzag] });
    const lower = hand.draw({ kind: 'polygon', rings: [[0, 0, 20, 5, 40, 0, 60, 5, 80, 0, 80, -40, 0, -40]] });
    const before = [hand.ring(upper), hand.ring(lower)];
    hand.select(upper);
    hand.use('draw.eraseVertices');
    stroke(hand, [20, 7], [60, 7]);
    expect(hand.ring(upper)).toEqual([0, 0, 40, 0, 80, 0, 80, 60, 0, 60]);
    expect(hand.ring(lower)).toEqual([0, 0, 40, 0, 80, 0, 80, -40, 0, -40]);
    expect(hand.editor.undo()).toBe('track.eraseVertices');
    expect([hand.ring(upper), hand.ring(lower)]).toEqual(before);
  });

  test('leaves three corners, says so, and needs something selected', () => {
    const hand = new Hand();
    const track = hand.draw({ kind: 'polygon', rings: [zigzag] });
    hand.use('draw.eraseVertices');
    stroke(hand, [0, 0], [80, 0]);
    expect(hand.said).toEqual(['edit/choose-outline']);
    hand.select(track);
    stroke(hand, [0, 3], [80, 3], [80, 60], [0, 60], [0, 0]);
    expect(hand.ring(track)).toHaveLength(6);
    expect(hand.said).toEqual(['edit/choose-outline', 'edit/kept-corners']);
  });

  test('takes nothing from a locked neighbour', () => {
    const hand = new Hand();
    const track = hand.draw({ kind: 'polygon', rings: [zigzag] });
    const other = hand.draw({ kind: 'polygon', rings: [[20, 5, 30, -30, 10, -30]] });
    hand.editor.commit(edits.setMark, { tracks: [other], frame: 0, mark: 'locked', on: true });
    hand.select(track);
    hand.use('draw.eraseVertices');
    stroke(hand, [20, 5], [20, 6]);
    expect([hand.ring(track), hand.said]).toEqual([zigzag, ['edit/neighbour-locked']]);
  });
});
