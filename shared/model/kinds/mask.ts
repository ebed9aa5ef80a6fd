import type { Point } from '../../geometry/point.ts';
import { moved } from '../../geometry/similarity.ts';
import { coordinateProblem, type Kind, type Stroke } from './kind.ts';
import { maskBetween } from './maskBetween.ts';
import { movedMask, runAt, runEnds, type RunEnds } from './maskRuns.ts';
import type { MaskShape } from './shape.ts';

/**
 * Beyond this a mask does not fit into one change on the wire. What is told apart pixel by pixel on a photo of a street
 * takes 20,000 to 41,000 characters a megapixel; this is 40 megapixels of that.
 */
export const MOST_RUN_CHARACTERS = 2_000_000;

/** Pixels. Moves by whole pixels only; painted with brushes, so it has no grips. */
export const mask: Kind<MaskShape> = {
  name: 'mask',
  space: 'image',
  drawnBy: 'nothing',
  fromPoints: () => null,
  problem(shape) {
    if (shape.runs.length > MOST_RUN_CHARACTERS) return 'edit/mask-too-ragged';
    const ends = runEnds(shape);
    if (ends === null) return 'edit/broken-mask';
    return coordinateProblem([shape.x, shape.y, shape.x + shape.width, shape.y + shape.height]) ?? (areaOf(ends) > 0 ? null : 'edit/no-area');
  },
  isLargeEnough: () => true,
  handles: () => [],
  moveHandle: (shape) => shape,
  withoutHandle: () => null,
  translate: (shape, [dx, dy]) => movedMask(shape, Math.round(dx), Math.round(dy)),
  carry(shape, by) {
    const middle: Point = [shape.x + shape.width / 2, shape.y + shape.height / 2];
    const [x, y] = moved(by, middle);
    return movedMask(shape, Math.round(x - middle[0]), Math.round(y - middle[1]));
  },
  contains: containsPixel,
  edgeDistance,
  area(shape) {
    const ends = runEnds(shape);
    return ends === null ? shape.width * shape.height : areaOf(ends);
  },
  // Its pixels are painted as pixels; one whose runs do not add up is shown as a crossed box, so that it is seen and can be removed.
  strokes: (shape) => (runEnds(shape) === null ? crossedBox(shape) : []),
  bounds: ({ x, y, width, height }) => ({ minX: x, minY: y, maxX: x + width, maxY: y + height }),
  between: maskBetween,
};

function crossedBox({ x, y, width, height }: MaskShape): readonly Stroke[] {
  const [right, foot] = [x + width, y + height];
  return [{ form: 'ring', coords: [x, y, right, y, right, foot, x, foot] }, { form: 'line', coords: [x, y, right, foot] }, { form: 'line', coords: [right, y, x, foot] }];
}

function areaOf(ends: RunEnds): number {
  let area = 0;
  for (let at = 1; at < ends.length; at += 2) area += (ends[at] ?? 0) - (ends[at - 1] ?? 0);
  return area;
}

/** Whether the pixel under a point is in the mask. One whose runs do not add up counts as its whole box, so that it can be found. */
function containsPixel(shape: MaskShape, [px, py]: Point): boolean {
  const [column, row] = [Math.floor(px) - shape.x, Math.floor(py) - shape.y];
  if (column < 0 || row < 0 || column >= shape.width || row >= shape.height) return false;
  const ends = runEnds(shape);
  return ends === null || runAt(ends, column * shape.height + row) % 2 === 1;
}

/** Distance to the nearest pixel of the other sort: from outside to the mask, from inside out of it. */
function edgeDistance(shape: MaskShape, at: Point): number {
  const ends = runEnds(shape);
  const inside = containsPixel(shape, at);
  const [x, y] = [at[0] - shape.x, at[1] - shape.y];
  let best = inside ? Math.min(x, y, shape.width - x, shape.height - y) : Infinity;
  if (ends === null) return inside ? best : Math.hypot(Math.max(-x, 0, x - shape.width), Math.max(-y, 0, y - shape.height));
  const start = Math.min(shape.width - 1, Math.max(0, Math.floor(x)));
  for (let step = 0; step < shape.width; step += 1) {
    if (step - 1 > best) break;
    for (const column of step === 0 ? [start] : [start - step, start + step]) {
      if (column < 0 || column >= shape.width) continue;
      const across = Math.max(column - x, 0, x - column - 1);
      if (across < best) best = Math.min(best, Math.hypot(across, downTo(ends, { column, height: shape.height, y, wanted: inside ? 0 : 1 })));
    }
  }
  return best;
}

/** How far up or down a column its nearest run of the wanted sort is. */
function downTo(ends: RunEnds, { column, height, y, wanted }: { readonly column: number; readonly height: number; readonly y: number; readonly wanted: 0 | 1 }): number {
  const [top, foot] = [column * height, (column + 1) * height];
  const place = top + Math.min(height - 1, Math.max(0, Math.floor(y)));
  const here = runAt(ends, place);
  let nearest = Infinity;
  // The run itself, and the nearest two on both sides: empty runs make neighbours of one sort.
  for (let run = Math.max(0, here - 2); run <= here + 2 && run < ends.length; run += 1) {
    const from = Math.max(top, run === 0 ? 0 : (ends[run - 1] ?? 0)) - top;
    const to = Math.min(foot, ends[run] ?? 0) - top;
    if (run % 2 === wanted && to > from) nearest = Math.min(nearest, Math.max(from - y, 0, y - to));
  }
  return nearest;
}
