import type { Rendered } from './render.ts';
import type { Scene } from './scene.ts';

/** What is really in a picture: one entry per thing that shows at least `LEAST` pixels. Boxes are tight around what is visible. */
export interface SeenThing {
  readonly thing: number;
  readonly label: string;
  /** x, y, width, height in pixels. */
  readonly box: readonly [number, number, number, number];
  /** Visible pixels. */
  readonly area: number;
  /** Column-major run lengths starting with zeros, as COCO writes them. */
  readonly counts: readonly number[];
}

const LEAST = 24;

export function seenIn(scene: Scene, picture: Rendered): SeenThing[] {
  const labels = new Map(scene.things.map((thing) => [thing.id, thing.label]));
  return [...boundsOf(picture)].flatMap(([thing, bounds]) => {
    const label = labels.get(thing);
    if (label === undefined || bounds.area < LEAST) return [];
    const box = [bounds.left, bounds.top, bounds.right - bounds.left + 1, bounds.bottom - bounds.top + 1] as const;
    return [{ thing, label, box, area: bounds.area, counts: runsOf(picture, thing) }];
  });
}

interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
  area: number;
}

function boundsOf({ width, ids }: Rendered): Map<number, Bounds> {
  const all = new Map<number, Bounds>();
  ids.forEach((id, at) => {
    if (id === 0) return;
    const x = at % width;
    const y = Math.floor(at / width);
    const known = all.get(id) ?? { left: x, top: y, right: x, bottom: y, area: 0 };
    known.left = Math.min(known.left, x);
    known.right = Math.max(known.right, x);
    known.bottom = Math.max(known.bottom, y);
    known.area += 1;
    all.set(id, known);
  });
  return all;
}

function runsOf({ width, height, ids }: Rendered, thing: number): number[] {
  const counts: number[] = [];
  let inside = false;
  let run = 0;
  for (let x = 0; x < width; x += 1) {
    for (let y = 0; y < height; y += 1) {
      if ((ids[y * width + x] === thing) !== inside) {
        counts.push(run);
        inside = !inside;
        run = 0;
      }
      run += 1;
    }
  }
  return [...counts, run];
}
