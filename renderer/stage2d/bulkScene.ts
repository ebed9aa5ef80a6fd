import Flatbush from 'flatbush';
import type { PackedScene, Swatch } from './bulkMessages.ts';

/** One thing inside a packed scene. */
export interface Slot {
  readonly scene: PackedScene;
  readonly at: number;
}

interface Area {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** The worker's copy: a static pack with an index, and what changed since it was loaded. */
export class BulkScene {
  swatches: readonly Swatch[] = [];
  held: ReadonlySet<number> = new Set();
  marked: ReadonlySet<number> = new Set();
  #pack: PackedScene | null = null;
  #index: Flatbush | null = null;
  readonly #replaced = new Set<number>();
  readonly #loose = new Map<number, Slot>();

  load(scene: PackedScene): void {
    this.#pack = scene;
    this.#replaced.clear();
    this.#loose.clear();
    this.#index = scene.keys.length === 0 ? null : new Flatbush(scene.keys.length, 16, Float32Array);
    for (let at = 0; at < scene.keys.length; at += 1) {
      this.#index?.add(scene.bounds[at * 4] ?? 0, scene.bounds[at * 4 + 1] ?? 0, scene.bounds[at * 4 + 2] ?? 0, scene.bounds[at * 4 + 3] ?? 0);
    }
    this.#index?.finish();
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

  /** What meets an area and is not in the hand, in painting order. */
  near(area: Area): Slot[] {
    const found: Slot[] = [];
    const pack = this.#pack;
    for (const at of pack === null ? [] : (this.#index?.search(area.minX, area.minY, area.maxX, area.maxY) ?? [])) {
      const key = pack?.keys[at] ?? -1;
      if (pack !== null && !this.#replaced.has(key) && !this.held.has(key)) found.push({ scene: pack, at });
    }
    for (const [key, slot] of this.#loose) if (!this.held.has(key) && meets(slot, area)) found.push(slot);
    return found.sort((a, b) => (a.scene.z[a.at] ?? 0) - (b.scene.z[b.at] ?? 0) || (a.scene.keys[a.at] ?? 0) - (b.scene.keys[b.at] ?? 0));
  }
}

function meets({ scene: { bounds }, at }: Slot, area: Area): boolean {
  const base = at * 4;
  return (bounds[base] ?? 0) <= area.maxX && (bounds[base + 2] ?? 0) >= area.minX && (bounds[base + 1] ?? 0) <= area.maxY && (bounds[base + 3] ?? 0) >= area.minY;
}
