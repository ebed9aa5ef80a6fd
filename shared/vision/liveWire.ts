const DIAGONAL = Math.SQRT2;
/** More than any one step costs: buckets of distances are used in turn. */
const BUCKETS = 512;

interface Grid {
  readonly width: number;
  readonly height: number;
  /** Cost of a step onto each pixel, 1 to 255; 0 = never. */
  readonly cost: Uint8Array;
}

/**
 * Cheapest ways from one pixel to others. The tree of ways grows only as far as it was asked for and is kept, so that
 * following a pointer costs next to nothing (Dijkstra with buckets, lazily).
 */
export class LiveWire {
  readonly start: number;
  readonly #grid: Grid;
  readonly #distance: Int32Array;
  readonly #before: Int32Array;
  readonly #done: Uint8Array;
  readonly #buckets: number[][] = Array.from({ length: BUCKETS }, () => []);
  #now = 0;
  #waiting = 1;

  constructor(grid: Grid, start: number) {
    this.#grid = grid;
    this.start = start;
    this.#distance = new Int32Array(grid.cost.length).fill(-1);
    this.#before = new Int32Array(grid.cost.length).fill(-1);
    this.#done = new Uint8Array(grid.cost.length);
    this.#distance[start] = 0;
    this.#buckets[0]?.push(start);
  }

  /** The pixels from the start to a target; null when no way leads there. */
  pathTo(target: number): number[] | null {
    while (this.#done[target] !== 1 && this.#waiting > 0) this.#settleNext();
    if (this.#done[target] !== 1) return null;
    const path: number[] = [];
    for (let at = target; at !== -1; at = this.#before[at] ?? -1) path.push(at);
    return path.reverse();
  }

  #settleNext(): void {
    const bucket = this.#buckets[this.#now % BUCKETS];
    const pixel = bucket?.pop();
    if (pixel === undefined) {
      this.#now += 1;
      return;
    }
    this.#waiting -= 1;
    if (this.#done[pixel] === 1) return;
    this.#done[pixel] = 1;
    this.#lookAround(pixel);
  }

  #lookAround(pixel: number): void {
    const { width, height } = this.#grid;
    const [column, row] = [pixel % width, Math.floor(pixel / width)];
    for (let dy = -1; dy <= 1; dy += 1) {
      if (row + dy < 0 || row + dy >= height) continue;
      for (let dx = -1; dx <= 1; dx += 1) {
        if (column + dx >= 0 && column + dx < width) this.#reach(pixel, pixel + dy * width + dx, dx !== 0 && dy !== 0);
      }
    }
  }

  #reach(from: number, to: number, slanted: boolean): void {
    const cost = this.#grid.cost[to] ?? 0;
    if (cost === 0 || this.#done[to] === 1) return;
    const distance = this.#now + Math.round(slanted ? cost * DIAGONAL : cost);
    const known = this.#distance[to] ?? -1;
    if (known !== -1 && known <= distance) return;
    this.#distance[to] = distance;
    this.#before[to] = from;
    this.#buckets[distance % BUCKETS]?.push(to);
    this.#waiting += 1;
  }
}
