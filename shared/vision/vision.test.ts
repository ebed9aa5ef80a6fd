import { describe, expect, test } from 'vitest';
import { must } from '../base/must.ts';
import { seeded } from '../base/seeded.ts';
import { polygonArea, polygonContains, signedArea } from '../geometry/polygon.ts';
import { followEdges } from './followEdges.ts';
import { dropSpecks, majority } from './mask.ts';
import { GridCut } from './maxFlow.ts';
import { outlineOf, tidy } from './outline.ts';
import type { Mask, Patch, Place } from './patch.ts';
import { maskOn, shrink } from './patch.ts';
import { proposeRegion } from './proposeRegion.ts';
import { refineMask } from './refineMask.ts';
import { Sight } from './sight.ts';
import { simplifyLine } from './simplifyRing.ts';
import { traceMask } from './traceMask.ts';
import type { Mark } from './visionContract.ts';

const pause = (): Promise<void> => Promise.resolve();
const tuning = { tolerance: 15, smoothing: 2, cell: 10 };
const stroke = (take: boolean, ...points: number[]): Mark => ({ take, by: 'stroke', points, reach: 0 });
const box = (...points: number[]): Mark => ({ take: true, by: 'box', points, reach: 0 });
const unit = (width: number, height: number): Place => ({ left: 0, top: 0, stepX: 1, stepY: 1, width, height });

/** A picture of `isIn` on ground, both speckled. */
function picture(width: number, height: number, isIn: (x: number, y: number) => boolean): Patch {
  const random = seeded(width * 31 + height);
  const pixels = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const inside = isIn((pixel % width) + 0.5, Math.floor(pixel / width) + 0.5);
    const noise = random.below(24);
    pixels.set(inside ? [190 + noise, 60 + noise, 50 + noise, 255] : [60 + noise, 120 + noise, 70 + noise, 255], pixel * 4);
  }
  return { ...unit(width, height), pixels };
}

const disc = (x: number, y: number): boolean => Math.hypot(x - 60, y - 50) < 30;
const discPicture = picture(120, 100, disc);

function truth(patch: Patch, isIn: (x: number, y: number) => boolean): Mask {
  return { width: patch.width, height: patch.height, bits: Uint8Array.from({ length: patch.width * patch.height }, (_, pixel) => (isIn((pixel % patch.width) + 0.5, Math.floor(pixel / patch.width) + 0.5) ? 1 : 0)) };
}

/** Share of what both have in what either has. */
function overlap(a: Mask, b: Mask): number {
  let [both, either] = [0, 0];
  for (const [pixel, bit] of a.bits.entries()) {
    if (bit === 1 && b.bits[pixel] === 1) both += 1;
    if (bit === 1 || b.bits[pixel] === 1) either += 1;
  }
  return either === 0 ? 1 : both / either;
}

function randomMask(seed: number, fill: number): Mask {
  const random = seeded(seed);
  const [width, height] = [1 + random.below(24), 1 + random.below(24)];
  return { width, height, bits: Uint8Array.from({ length: width * height }, () => (random.chance(fill) ? 1 : 0)) };
}

describe('outlines', () => {
  test('trace exactly the pixels of any mask', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const mask = randomMask(seed, (seed % 9) / 8);
      const rings = outlineOf(mask, unit(mask.width, mask.height), 0);
      for (const [pixel, bit] of mask.bits.entries()) expect(polygonContains(rings, [(pixel % mask.width) + 0.5, Math.floor(pixel / mask.width) + 0.5])).toBe(bit === 1);
    }
  });
  test('outer rings run clockwise and come first', () => {
    const ring = truth(discPicture, (x, y) => Math.hypot(x - 60, y - 50) < 40 && Math.hypot(x - 60, y - 50) > 20);
    const areas = outlineOf(ring, unit(120, 100), 3).map(signedArea);
    expect(areas.map(Math.sign)).toEqual([1, -1]);
  });
  test('a smoothed outline has few vertices and the area of its mask', () => {
    const mask = truth(discPicture, disc);
    const rings = outlineOf(mask, unit(120, 100), 3);
    expect(rings).toHaveLength(1);
    expect(must(rings[0], 'a ring').length / 2).toBeLessThan(40);
    expect(polygonArea(rings) / (Math.PI * 900)).toBeCloseTo(1, 1);
  });
  test('lie where the patch lies', () => {
    const place = { left: 100, top: 50, stepX: 4, stepY: 2, width: 3, height: 3 };
    const mask = { width: 3, height: 3, bits: Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0) };
    expect(outlineOf(mask, place, 0)).toEqual([[104, 52, 108, 52, 108, 54, 104, 54]]);
  });
  test('every traced ring is closed by steps of one pixel', () => {
    for (const ring of traceMask(randomMask(7, 0.5))) {
      for (let at = 0; at < ring.length; at += 2) expect(Math.abs((ring[(at + 2) % ring.length] ?? 0) - (ring[at] ?? 0)) + Math.abs((ring[(at + 3) % ring.length] ?? 0) - (ring[at + 1] ?? 0))).toBe(1);
    }
  });
  test('a simplified line stays within its slack and keeps its ends', () => {
    const line = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? index / 2 : Math.sin(index / 9) * 8));
    const few = simplifyLine(line, 1);
    expect(few.slice(0, 2)).toEqual(line.slice(0, 2));
    expect(few.slice(-2)).toEqual(line.slice(-2));
    expect(few.length).toBeLessThan(line.length / 2);
  });
});

describe('masks', () => {
  test('specks go, the largest part stays', () => {
    const mask = truth(discPicture, (x, y) => disc(x, y) !== (Math.hypot(x - 60, y - 50) < 2) || Math.hypot(x - 5, y - 5) < 2);
    expect(overlap(dropSpecks(mask, 40), truth(discPicture, disc))).toBe(1);
    const dot = { width: 3, height: 3, bits: Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0) };
    expect(dropSpecks(dot, 40)).toEqual(dot);
  });
  test('a majority leaves plain masks as they are', () => {
    for (const bit of [0, 1]) expect(majority({ width: 5, height: 4, bits: new Uint8Array(20).fill(bit) }, 2).bits).toEqual(new Uint8Array(20).fill(bit));
  });
});

describe('the cheapest cut', () => {
  test('costs what the best of all cuts costs', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = seeded(seed);
      const [width, height] = [3, 3];
      const cut = new GridCut(width, height);
      const pulls = Array.from({ length: 9 }, () => random.below(21) - 10);
      const links: [number, number, number][] = [];
      pulls.forEach((pull, at) => cut.pull(cut.node(at % 3, Math.floor(at / 3)), pull));
      for (let at = 0; at < 9; at += 1) {
        for (const [direction, dx, dy] of [[4, 1, 0], [5, -1, 1], [6, 0, 1], [7, 1, 1]] as const) {
          const [x, y] = [(at % 3) + dx, Math.floor(at / 3) + dy];
          if (x < 0 || x >= width || y >= height) continue;
          const strength = random.below(8);
          cut.link(cut.node(at % 3, Math.floor(at / 3)), direction, strength);
          links.push([at, y * 3 + x, strength]);
        }
      }
      const costOf = (side: (at: number) => boolean): number => pulls.reduce((sum, pull, at) => sum + (pull > 0 && !side(at) ? pull : pull < 0 && side(at) ? -pull : 0), 0) + links.reduce((sum, [a, b, strength]) => sum + (side(a) === side(b) ? 0 : strength), 0);
      cut.run();
      const ours = costOf((at) => cut.onSourceSide(cut.node(at % 3, Math.floor(at / 3))));
      const best = Math.min(...Array.from({ length: 512 }, (_, bits) => costOf((at) => (bits >> at) % 2 === 1)));
      expect(ours).toBe(best);
    }
  });
});

describe('regions', () => {
  const found = (marks: readonly Mark[], aid: 'wand' | 'grabcut' | 'superpixels', patch = discPicture): Promise<Mask> => proposeRegion(new Sight(patch), { aid, marks, tuning }, pause);

  test('the wand takes what is of one colour', async () => {
    expect(overlap(tidy(await found([stroke(true, 60, 50)], 'wand'), 2), truth(discPicture, disc))).toBeGreaterThan(0.97);
  });
  test('and gives back what it is told to', async () => {
    const mask = await found([stroke(true, 60, 50), stroke(true, 5, 5), stroke(false, 5, 5)], 'wand');
    expect(overlap(tidy(mask, 2), truth(discPicture, disc))).toBeGreaterThan(0.97);
  });
  test('a pull of the hand makes it more tolerant', async () => {
    const mask = await found([{ ...stroke(true, 60, 50), reach: 300 }], 'wand');
    expect(mask.bits.every((bit) => bit === 1)).toBe(true);
  });
  test('a loose box becomes the thing in it', async () => {
    expect(overlap(await found([box(22, 12, 99, 90)], 'grabcut'), truth(discPicture, disc))).toBeGreaterThan(0.97);
  });
  test('a stroke settles what the box left open', async () => {
    const two = picture(140, 80, (x, y) => Math.hypot(x - 40, y - 40) < 20 || Math.hypot(x - 100, y - 40) < 20);
    const both = await found([box(10, 10, 130, 70)], 'grabcut', two);
    const one = await found([box(10, 10, 130, 70), stroke(false, 85, 40, 115, 40), stroke(false, 100, 25, 100, 55)], 'grabcut', two);
    expect(both.bits[40 * 140 + 100]).toBe(1);
    expect([one.bits[40 * 140 + 100], one.bits[40 * 140 + 40]]).toEqual([0, 1]);
  });
  test('cells keep to edges and come in one piece', async () => {
    const labels = new Sight(discPicture).cells(10);
    const sides = new Map<number, [number, number]>();
    for (const [pixel, cell] of labels.entries()) {
      const counts = sides.get(cell) ?? [0, 0];
      counts[disc((pixel % 120) + 0.5, Math.floor(pixel / 120) + 0.5) ? 1 : 0] += 1;
      sides.set(cell, counts);
    }
    const strays = [...sides.values()].reduce((sum, [out, inside]) => sum + Math.min(out, inside), 0);
    expect(strays / labels.length).toBeLessThan(0.02);
    const across = await found([stroke(true, 35, 50, 85, 50), stroke(true, 60, 25, 60, 75)], 'superpixels');
    expect(traceMask(across).filter((ring) => signedArea(ring) > 0)).toHaveLength(1);
  });
  test('more pixels make the border better', () => {
    const large = picture(480, 400, (x, y) => disc(x / 4, y / 4));
    const small = shrink(large, 8);
    const rough = { ...small, bits: truth(small, (x, y) => disc(x * 2, y * 2)).bits };
    const exact = truth(large, (x, y) => disc(x / 4, y / 4));
    const fine = refineMask(rough, small, large);
    expect(overlap(maskOn(large, rough, small), exact)).toBeLessThan(0.98);
    expect(overlap(fine, exact)).toBeGreaterThan(0.99);
  });
});

describe('scissors', () => {
  test('keep to the edge between two points on it', async () => {
    const [path] = await followEdges(new Sight(discPicture), { through: [30, 50, 60, 20], beside: null, smoothing: 0 }, pause);
    const points = Array.from({ length: must(path, 'a path').length / 2 }, (_, at) => Math.hypot((path?.[at * 2] ?? 0) - 60, (path?.[at * 2 + 1] ?? 0) - 50));
    expect(Math.max(...points.map((far) => Math.abs(far - 30)))).toBeLessThan(2.5);
    expect(points.length).toBeGreaterThan(4);
  });
  test('stay beside an earlier way', async () => {
    const beside = { paths: [[10, 90, 110, 90]], within: 4 };
    const [path = []] = await followEdges(new Sight(discPicture), { through: [10, 90, 110, 90], beside, smoothing: 0 }, pause);
    expect(Math.max(...path.filter((_, index) => index % 2 === 1).map((y) => Math.abs(y - 90)))).toBeLessThan(6);
  });
});

describe('bad input', () => {
  const dot = picture(1, 1, () => true);
  const plain: Patch = { ...unit(40, 30), pixels: new Uint8Array(40 * 30 * 4).fill(128) };

  test('a picture of one pixel is taken as it is', async () => {
    const sight = new Sight(dot);
    expect((await proposeRegion(sight, { aid: 'wand', marks: [stroke(true, 0.5, 0.5)], tuning }, pause)).bits).toEqual(Uint8Array.of(1));
    expect((await proposeRegion(sight, { aid: 'superpixels', marks: [stroke(true, 0.5, 0.5)], tuning }, pause)).bits).toEqual(Uint8Array.of(1));
    expect((await proposeRegion(sight, { aid: 'grabcut', marks: [box(0, 0, 1, 1)], tuning }, pause)).bits).toEqual(Uint8Array.of(0));
    expect(await followEdges(sight, { through: [0.5, 0.5, 0.5, 0.5], beside: null, smoothing: 2 }, pause)).toHaveLength(1);
  });
  test('a plain picture ends without an endless search', async () => {
    const sight = new Sight(plain);
    expect((await proposeRegion(sight, { aid: 'wand', marks: [stroke(true, 3, 3)], tuning }, pause)).bits.every((bit) => bit === 1)).toBe(true);
    await expect(proposeRegion(sight, { aid: 'grabcut', marks: [box(5, 5, 20, 20)], tuning }, pause)).resolves.toMatchObject({ width: 40 });
    const [path = []] = await followEdges(sight, { through: [2, 2, 30, 20], beside: null, smoothing: 2 }, pause);
    expect(path.slice(0, 2)).toEqual([2, 2]);
  });
  test('a place outside the picture is refused with a sentence', async () => {
    await expect(proposeRegion(new Sight(plain), { aid: 'wand', marks: [stroke(true, -5, 3)], tuning }, pause)).rejects.toMatchObject({ code: 'aid/outside' });
    expect((await proposeRegion(new Sight(plain), { aid: 'superpixels', marks: [stroke(true, 500, 3)], tuning }, pause)).bits.some((bit) => bit === 1)).toBe(false);
  });
  test('nobody waits for an answer that is no longer wanted', async () => {
    const stop = new Error('cancelled');
    await expect(proposeRegion(new Sight(discPicture), { aid: 'grabcut', marks: [box(20, 10, 99, 90)], tuning }, () => Promise.reject(stop))).rejects.toBe(stop);
  });
});
