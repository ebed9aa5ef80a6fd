/** How long a picture may take while the view moves, and how long one may take once it rests. Milliseconds. */
const [MOVING, RESTING] = [33, 500];
const [LEAST, FIRST, MOST] = [20_000, 60_000, 20_000_000];
/** A single slow picture is no news. */
const [SLOWEST, QUICKEST] = [0.5, 1.5];

/**
 * How many points are painted, told by how long the last pictures took: millions with a graphics card, some ten
 * thousand without one.
 */
export class PointBudget {
  #moving = FIRST;

  /** The picture with that many points took so long. */
  heard(milliseconds: number, points: number): void {
    if (milliseconds <= 0 || points < this.#moving / 2) return;
    const change = Math.min(QUICKEST, Math.max(SLOWEST, MOVING / milliseconds));
    this.#moving = Math.min(MOST, Math.max(LEAST, Math.round(this.#moving * change)));
  }

  get moving(): number {
    return this.#moving;
  }

  get resting(): number {
    return Math.round((this.#moving * RESTING) / MOVING);
  }
}
