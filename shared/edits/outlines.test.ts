import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EditDesk } from '../../tests/support/editDesk.ts';
import { must } from '../base/must.ts';
import { verticesOf } from '../geometry/sharedVertices.ts';
import type { TrackId } from '../model/ids.ts';
import { flawOf } from '../model/kinds/flaws.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import { shapeAt } from '../model/shapeAt.ts';
import { createTrack } from './createTrack.ts';
import { joinPolygons, mendOutlines } from './joinPolygons.ts';
import { reshape } from './reshape.ts';
import { simplifyTracks } from './simplifyTracks.ts';

class Desk extends EditDesk {
  polygon(...rings: number[][]): TrackId {
    const id = this.newId() as TrackId;
    this.do(createTrack, { shape: { kind: 'polygon', rings }, frame: 0, label: null, extent: 'still', id, attributes: {} });
    return id;
  }

  shape(id: TrackId): Shape {
    return must(shapeAt(this.document, id, 0), 'it is there');
  }

  vertices(id: TrackId): string[] {
    const shape = this.shape(id);
    return shape.kind === 'polygon' ? shape.rings.flatMap(verticesOf).map(String) : [];
  }
}

describe('joining polygons', () => {
  test('the first covers all, the others are gone, and one undo brings them back', () => {
    const desk = new Desk();
    const [a, b] = [desk.polygon([0, 0, 10, 0, 10, 10, 0, 10]), desk.polygon([10, 0, 20, 0, 20, 10, 10, 10])];
    const before = desk.shape(a);
    const inverse = desk.do(joinPolygons, { tracks: [a, b], frame: 0 });
    expect(kindOf(desk.shape(a)).area(desk.shape(a))).toBe(200);
    expect(desk.document.track(b)).toBeUndefined();
    desk.undo(inverse);
    expect(desk.shape(a)).toEqual(before);
    expect(kindOf(desk.shape(b)).area(desk.shape(b))).toBe(100);
  });

  test('what lies apart becomes parts of one thing; a single polygon and tracks in time are refused', () => {
    const desk = new Desk();
    const [a, b, c] = [desk.polygon([0, 0, 10, 0, 10, 10, 0, 10]), desk.polygon([30, 0, 40, 0, 40, 10, 30, 10]), desk.polygon([50, 0, 60, 0, 60, 10])];
    desk.do(joinPolygons, { tracks: [a, b], frame: 0 });
    expect(kindOf(desk.shape(a)).area(desk.shape(a))).toBe(200);
    expect(() => desk.do(joinPolygons, { tracks: [a], frame: 0 })).toThrow('edit/needs-two-polygons');
    desk.do(reshape, { track: c, frame: 3, shape: { kind: 'polygon', rings: [[55, 0, 65, 0, 65, 10]] } });
    expect(() => desk.do(joinPolygons, { tracks: [a, c], frame: 0 })).toThrow('edit/join-in-time');
  });
});

describe('flaws', () => {
  test('are told: an outline through itself, no area, beyond the picture', () => {
    const picture = { width: 100, height: 50 };
    expect(flawOf({ kind: 'polygon', rings: [[0, 0, 10, 10, 10, 0, 0, 10]] }, picture)).toBe('crossing');
    expect(flawOf({ kind: 'box', x: 1, y: 1, width: 0, height: 5, angle: 0 }, picture)).toBe('empty');
    expect(flawOf({ kind: 'polyline', points: [0, 0, 120, 3] }, picture)).toBe('beyond');
    expect(flawOf({ kind: 'polyline', points: [0, 0, 120, 3] }, null)).toBeNull();
    expect(flawOf({ kind: 'box', x: -0.5, y: 0, width: 100, height: 50.4, angle: 0 }, picture)).toBeNull();
  });

  test('an outline through itself is mended around the same area', () => {
    const desk = new Desk();
    const id = desk.polygon([0, 0, 10, 10, 10, 0, 0, 10]);
    expect(flawOf(desk.shape(id), null)).toBe('crossing');
    desk.do(mendOutlines, { tracks: [id], frame: 0 });
    expect(flawOf(desk.shape(id), null)).toBeNull();
    expect(kindOf(desk.shape(id)).contains(desk.shape(id), [2, 5])).toBe(true);
  });
});

/** Two neighbours with a ragged border between them, one left and one right of it. */
const neighbours = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 2, maxLength: 30 }).map((jags) => {
  const border = jags.map((jag, at): [number, number] => [100 + jag, ((at + 1) / (jags.length + 1)) * 100]);
  const left = [[100, 0], ...border, [100, 100], [0, 100], [0, 0]].flat();
  const right = [[100, 100], ...border.toReversed(), [100, 0], [200, 0], [200, 100]].flat();
  return { left, right, border: [[100, 0], ...border, [100, 100]].map(String) };
});

describe('simplifying', () => {
  test('neighbours that are simplified together share what is left of their border', () => {
    fc.assert(fc.property(neighbours, fc.integer({ min: 0, max: 12 }), ({ left, right, border }, tolerance) => {
      const desk = new Desk();
      const [a, b] = [desk.polygon(left), desk.polygon(right)];
      desk.do(simplifyTracks, { tracks: [a, b], frame: 0, tolerance });
      const ofBorder = (id: TrackId): string[] => desk.vertices(id).filter((vertex) => border.includes(vertex)).sort();
      expect(ofBorder(a)).toEqual(ofBorder(b));
      expect(kindOf(desk.shape(a)).area(desk.shape(a)) + kindOf(desk.shape(b)).area(desk.shape(b))).toBeCloseTo(20_000, 6);
    }));
  });

  test('a border with somebody who is not simplified stays as it is', () => {
    fc.assert(fc.property(neighbours, ({ left, right, border }) => {
      const desk = new Desk();
      const [a, b] = [desk.polygon(left), desk.polygon(right)];
      desk.do(simplifyTracks, { tracks: [a], frame: 0, tolerance: 30 });
      expect(desk.vertices(a).filter((vertex) => border.includes(vertex)).length).toBe(border.length);
      expect(desk.vertices(b)).toEqual(verticesOf(right).map(String));
    }));
  });

  test('what has no outline is refused', () => {
    const desk = new Desk();
    const id = desk.newId() as TrackId;
    desk.do(createTrack, { shape: { kind: 'box', x: 0, y: 0, width: 5, height: 5, angle: 0 }, frame: 0, label: null, extent: 'still', id, attributes: {} });
    expect(() => desk.do(simplifyTracks, { tracks: [id], frame: 0, tolerance: 1 })).toThrow('edit/needs-an-outline');
  });
});
