/** Rows of the eight neighbours; `7 - direction` leads back. */
const COLUMNS = [-1, 0, 1, -1, 1, -1, 0, 1];
const ROWS = [-1, -1, -1, 0, 0, 1, 1, 1];
export const DIRECTIONS = 8;

const [FREE, SOURCE, SINK] = [0, 1, 2];
const [NO_PARENT, TERMINAL, ORPHAN] = [-1, 8, 9];
const LEAST = 1e-4;

/**
 * Cuts a grid in two where it costs least (Boykov and Kolmogorov's two growing trees). The grid has a frame of one
 * pixel without links, so that no neighbour needs asking whether it exists.
 */
export class GridCut {
  readonly width: number;
  readonly #steps: readonly number[];
  readonly #links: Float32Array;
  /** What the source (positive) or the sink (negative) can still give. */
  readonly #ends: Float32Array;
  readonly #tree: Uint8Array;
  readonly #parent: Int8Array;
  readonly #stamp: Int32Array;
  readonly #far: Int32Array;
  #active: number[] = [];
  #orphans: number[] = [];
  #time = 1;

  constructor(width: number, height: number) {
    this.width = width + 2;
    const count = this.width * (height + 2);
    this.#steps = COLUMNS.map((column, direction) => column + (ROWS[direction] ?? 0) * this.width);
    this.#links = new Float32Array(count * DIRECTIONS);
    this.#ends = new Float32Array(count);
    this.#tree = new Uint8Array(count);
    this.#parent = new Int8Array(count).fill(NO_PARENT);
    this.#stamp = new Int32Array(count);
    this.#far = new Int32Array(count);
  }

  node(x: number, y: number): number {
    return (y + 1) * this.width + x + 1;
  }

  /** Positive draws to the source, negative to the sink. */
  pull(node: number, strength: number): void {
    this.#ends[node] = strength;
  }

  /** A link both ways between a node and its neighbour in one of the eight directions. */
  link(node: number, direction: number, strength: number): void {
    this.#links[node * DIRECTIONS + direction] = strength;
    this.#links[this.#next(node, direction) * DIRECTIONS + 7 - direction] = strength;
  }

  onSourceSide(node: number): boolean {
    return this.#tree[node] === SOURCE;
  }

  run(): void {
    for (const [node, end] of this.#ends.entries()) if (end !== 0) this.#root(node, end > 0 ? SOURCE : SINK);
    let read = 0;
    while (read < this.#active.length) {
      const node = this.#active[read] ?? 0;
      const meeting = this.#tree[node] === FREE ? null : this.#grow(node);
      if (meeting === null) read += 1;
      else {
        this.#time += 1;
        this.#augment(meeting);
        for (let orphan = this.#orphans.pop(); orphan !== undefined; orphan = this.#orphans.pop()) this.#adopt(orphan);
      }
    }
    this.#active = [];
  }

  #root(node: number, tree: number): void {
    this.#tree[node] = tree;
    this.#parent[node] = TERMINAL;
    this.#far[node] = 1;
    this.#active.push(node);
  }

  #next(node: number, direction: number): number {
    return node + (this.#steps[direction] ?? 0);
  }

  /** What still fits from a node towards a neighbour. */
  #room(node: number, direction: number): number {
    return this.#links[node * DIRECTIONS + direction] ?? 0;
  }

  /** What still fits along the link in the sense in which the tree of `node` flows: away from the source, towards the sink. */
  #outward(node: number, direction: number): number {
    return this.#tree[node] === SOURCE ? this.#room(node, direction) : this.#room(this.#next(node, direction), 7 - direction);
  }

  /** Takes in free neighbours; answers the link where both trees meet. */
  #grow(node: number): { readonly source: number; readonly direction: number } | null {
    for (let direction = 0; direction < DIRECTIONS; direction += 1) {
      if (this.#outward(node, direction) <= LEAST) continue;
      const next = this.#next(node, direction);
      if (this.#tree[next] === FREE) {
        this.#tree[next] = this.#tree[node] ?? FREE;
        this.#parent[next] = 7 - direction;
        this.#stamp[next] = this.#stamp[node] ?? 0;
        this.#far[next] = (this.#far[node] ?? 0) + 1;
        this.#active.push(next);
      } else if (this.#tree[next] !== this.#tree[node]) {
        return this.#tree[node] === SOURCE ? { source: node, direction } : { source: next, direction: 7 - direction };
      }
    }
    return null;
  }

  #augment({ source, direction }: { readonly source: number; readonly direction: number }): void {
    const sink = this.#next(source, direction);
    const amount = Math.min(this.#room(source, direction), this.#bottleneck(source), this.#bottleneck(sink));
    this.#push(source, direction, amount);
    this.#pushToRoot(source, amount);
    this.#pushToRoot(sink, amount);
  }

  #bottleneck(from: number): number {
    let least = Infinity;
    let node = from;
    for (let up = this.#parent[node] ?? TERMINAL; up !== TERMINAL; up = this.#parent[node] ?? TERMINAL) {
      least = Math.min(least, this.#inward(node, up));
      node = this.#next(node, up);
    }
    return Math.min(least, Math.abs(this.#ends[node] ?? 0));
  }

  /** What still fits between a node and its parent, in the sense of the tree. */
  #inward(node: number, up: number): number {
    return this.#tree[node] === SOURCE ? this.#room(this.#next(node, up), 7 - up) : this.#room(node, up);
  }

  #push(node: number, direction: number, amount: number): void {
    const [there, back] = [node * DIRECTIONS + direction, this.#next(node, direction) * DIRECTIONS + 7 - direction];
    this.#links[there] = (this.#links[there] ?? 0) - amount;
    this.#links[back] = (this.#links[back] ?? 0) + amount;
  }

  #pushToRoot(from: number, amount: number): void {
    let node = from;
    for (let up = this.#parent[node] ?? TERMINAL; up !== TERMINAL; up = this.#parent[node] ?? TERMINAL) {
      const parent = this.#next(node, up);
      if (this.#tree[node] === SOURCE) this.#push(parent, 7 - up, amount);
      else this.#push(node, up, amount);
      if (this.#inward(node, up) <= LEAST) this.#orphan(node);
      node = parent;
    }
    const left = (this.#ends[node] ?? 0) - (this.#tree[node] === SOURCE ? amount : -amount);
    this.#ends[node] = left;
    if (Math.abs(left) <= LEAST) this.#orphan(node);
  }

  #orphan(node: number): void {
    this.#parent[node] = ORPHAN;
    this.#orphans.push(node);
  }

  /** Finds the nearest new parent of the same tree that still hangs on its root, or lets the node go free. */
  #adopt(node: number): void {
    let [best, bestFar] = [NO_PARENT, Infinity];
    for (let direction = 0; direction < DIRECTIONS; direction += 1) {
      const next = this.#next(node, direction);
      if (this.#tree[next] !== this.#tree[node] || this.#inward(node, direction) <= LEAST) continue;
      const far = this.#distanceToRoot(next);
      if (far < bestFar) [best, bestFar] = [direction, far];
    }
    if (best === NO_PARENT) return this.#release(node);
    this.#parent[node] = best;
    this.#stamp[node] = this.#time;
    this.#far[node] = bestFar + 1;
  }

  /** Infinity when the way up ends at an orphan. What was found is marked, so that it is not walked twice. */
  #distanceToRoot(from: number): number {
    let [node, steps] = [from, 0];
    for (;;) {
      if (this.#stamp[node] === this.#time) break;
      const up = this.#parent[node] ?? NO_PARENT;
      if (up === ORPHAN || up === NO_PARENT) return Infinity;
      if (up === TERMINAL) {
        this.#stamp[node] = this.#time;
        this.#far[node] = 1;
        break;
      }
      node = this.#next(node, up);
      steps += 1;
    }
    const far = steps + (this.#far[node] ?? 0);
    this.#mark(from, far);
    return far;
  }

  #mark(from: number, far: number): void {
    let [node, left] = [from, far];
    while (this.#stamp[node] !== this.#time) {
      this.#stamp[node] = this.#time;
      this.#far[node] = left;
      left -= 1;
      node = this.#next(node, this.#parent[node] ?? 0);
    }
  }

  #release(node: number): void {
    for (let direction = 0; direction < DIRECTIONS; direction += 1) {
      const next = this.#next(node, direction);
      if (this.#tree[next] !== this.#tree[node]) continue;
      if (this.#inward(node, direction) > LEAST) this.#active.push(next);
      if (this.#parent[next] === 7 - direction) this.#orphan(next);
    }
    this.#tree[node] = FREE;
    this.#parent[node] = NO_PARENT;
  }
}
