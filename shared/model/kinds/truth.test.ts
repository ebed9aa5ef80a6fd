import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shareOf, type Rect } from '../../geometry/rect.ts';
import { must } from '../../base/must.ts';
import { box } from './box.ts';
import type { BoxShape } from './shape.ts';

interface TruthFrame {
  readonly frame: number;
  readonly things: readonly { readonly thing: number; readonly box: readonly [number, number, number, number] }[];
}

/** Boxes of one thing of a sample clip by frame, as it was drawn. */
function truthOf(scene: 'street' | 'field'): readonly ReadonlyMap<number, BoxShape>[] {
  const frames = JSON.parse(readFileSync(new URL(`../../../assets/sample/${scene}/truth/clip.json`, import.meta.url), 'utf8')) as readonly TruthFrame[];
  const found = new Map<number, Map<number, BoxShape>>();
  for (const { frame, things } of frames) {
    for (const { thing, box: [x, y, width, height] } of things) {
      const own = found.get(thing) ?? new Map<number, BoxShape>();
      found.set(thing, own.set(frame, { kind: 'box', x, y, width, height, angle: 0 }));
    }
  }
  return [...found.values()];
}

function boundsOf(shape: BoxShape): Rect {
  return must(box.bounds(shape), 'a box has a place');
}

/** Between keyframes every `apart` frames, on frames on which the thing was seen all along and is not a speck. */
function overlaps(scene: 'street' | 'field', apart: number): number[] {
  return truthOf(scene).flatMap((boxes) => [...boxes].flatMap(([start, from]) => {
    const to = boxes.get(start + apart);
    const inside = Array.from({ length: apart - 1 }, (_, at) => boxes.get(start + at + 1));
    if (start % apart !== 0 || to === undefined || inside.some((one) => one === undefined) || from.width * from.height < 400) return [];
    return inside.flatMap((one, at) => (one === undefined ? [] : [shareOf(boundsOf(box.between(from, to, (at + 1) / apart)), boundsOf(one))]));
  }));
}

/** The field is seen from a drone that shakes, which no line between two keyframes can follow. */
describe('boxes between keyframes of the sample clips', () => {
  it.each([['street', 5, 0.85], ['street', 10, 0.75], ['field', 5, 0.5]] as const)('on %s, a keyframe every %i frames, lie on what was there', (scene, apart, least) => {
    const all = overlaps(scene, apart).sort((a, b) => a - b);
    expect(all.length).toBeGreaterThan(20);
    expect(all[all.length >> 1]).toBeGreaterThan(least);
  });
});
