import { overlaps, type Rect } from '#shared/geometry/rect.ts';
import { BoundsIndex } from '../scene/boundsIndex.ts';
import type { PackedScene, Swatch } from './bulkMessages.ts';

/** One thing inside a packed scene. */
export interface Slot {
  readonly scene: PackedScene;
  readonly at: number;
}

/** The worker's copy: a static pack with an index, and what changed since it was loaded. */
export class BulkScene {
  swatches: readonly Swatch[] = [];
  held: ReadonlySet<number> = new Set();
  marked: ReadonlySet<number> = new Set();
  #pack: PackedScene | null = null;
  #index: BoundsIndex | null = null;
  readonly #replaced = new Set<number>();
  readonly #loose = new Map<number, Slot>();

  load(scene: PackedScene): void {
    this.#pack = scene;
    this.#replaced.clear();
    this.#loose.clear();
    this.#index = new BoundsIndex(scene.keys.length, (at) => boundsOf({ scene, at }));
  }

  change(put: PackedScene, removed: readonly number[]): void {
    for (const key of removed) {
      this.#replaced.add(key);
      this.#loose.delete(key);
    }
    for (const [at, key] of put.keys.entries()) {
      this.#replaced.add(key);
      this.#loose.set(key, { scene: put, at });
    }
  }

  /** About how many meet an area. */
  count(area: Rect): number {
    return (this.#index?.near(area).length ?? 0) + this.#loose.size;
  }

  /** What meets an area and is not in the hand, in painting order. */
  near(area: Rect): Slot[] {
    const found: Slot[] = [];
    const pack = this.#pack;
    for (const at of pack === null ? [] : (this.#index?.near(area) ?? [])) {
      const key = pack?.keys[at] ?? -1;
      if (pack !== null && !this.#replaced.has(key) && !this.held.has(key)) found.push({ scene: pack, at });
    }
    for (const [key, slot] of this.#loose) if (!this.held.has(key) && overlaps(boundsOf(slot), area)) found.push(slot);
    return found.sort((a, b) => (a.scene.z[a.at] ?? 0) - (b.scene.z[b.at] ?? 0) || (a.scene.keys[a.at] ?? 0) - (b.scene.keys[b.at] ?? 0));
  }
}

function boundsOf({ scene: { bounds }, at }: Slot): Rect {
  return { minX: bounds[at * 4] ?? 0, minY: bounds[at * 4 + 1] ?? 0, maxX: bounds[at * 4 + 2] ?? 0, maxY: bounds[at * 4 + 3] ?? 0 };
}
