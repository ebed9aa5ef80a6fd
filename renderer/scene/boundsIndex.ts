import Flatbush from 'flatbush';
import type { Rect } from '#shared/geometry/rect.ts';

/** A static index over rectangles, by number. */
export class BoundsIndex {
  readonly #index: Flatbush | null;

  /** `read` gives the edges of the rectangle with a number below `count`. */
  constructor(count: number, read: (at: number) => Rect) {
    this.#index = count === 0 ? null : new Flatbush(count);
    for (let at = 0; at < count; at += 1) {
      const { minX, minY, maxX, maxY } = read(at);
      this.#index?.add(minX, minY, maxX, maxY);
    }
    this.#index?.finish();
  }

  /** Numbers of the rectangles that meet this one. */
  near({ minX, minY, maxX, maxY }: Rect): readonly number[] {
    return this.#index?.search(minX, minY, maxX, maxY) ?? [];
  }
}
