import { opponentColours } from './colours.ts';
import { edgeCost } from './edgeCost.ts';
import { LiveWire } from './liveWire.ts';
import type { Patch } from './patch.ts';
import { superpixels } from './superpixels.ts';

/** A patch with what was found out about it so far. Nothing is worked out before somebody asks. */
export class Sight {
  readonly patch: Patch;
  #colours: Float32Array | null = null;
  #cost: Uint8Array | null = null;
  #wire: LiveWire | null = null;
  #cells: { readonly size: number; readonly labels: Int32Array } | null = null;

  constructor(patch: Patch) {
    this.patch = patch;
  }

  field(): { readonly width: number; readonly height: number; readonly colours: Float32Array } {
    this.#colours ??= opponentColours(this.patch);
    return { width: this.patch.width, height: this.patch.height, colours: this.#colours };
  }

  cost(): Uint8Array {
    this.#cost ??= edgeCost(this.field());
    return this.#cost;
  }

  /** Ways from a pixel; those from the last pixel asked for are still known. */
  wireFrom(pixel: number): LiveWire {
    if (this.#wire?.start !== pixel) this.#wire = new LiveWire({ width: this.patch.width, height: this.patch.height, cost: this.cost() }, pixel);
    return this.#wire;
  }

  /** Which cell each pixel is of. */
  cells(size: number): Int32Array {
    if (this.#cells?.size !== size) this.#cells = { size, labels: superpixels(this.field(), size) };
    return this.#cells.labels;
  }
}
