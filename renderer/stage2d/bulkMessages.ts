import type { MaskShape } from '#shared/model/kinds/shape.ts';
import type { View } from '../session/sessionStore.ts';
import type { Size } from './camera2d.ts';

/** Many things as flat arrays: one transfer, no objects. */
export interface PackedScene {
  /** Number of each thing, given by the page. */
  readonly keys: Uint32Array;
  /** Coordinates of all strokes, one after the other. */
  readonly coords: Float32Array;
  /** Where each stroke starts in `coords`, and the end. */
  readonly rings: Uint32Array;
  /** What each stroke is: see `FORMS`. */
  readonly forms: Uint8Array;
  /** Where each thing's strokes start in `rings`, and the end. */
  readonly firstRing: Uint32Array;
  /** Four numbers per thing: minX, minY, maxX, maxY. */
  readonly bounds: Float32Array;
  /** Things that are pixels and not strokes, by their place in `keys`. */
  readonly masks: ReadonlyMap<number, MaskShape>;
  readonly swatch: Uint16Array;
  readonly z: Float64Array;
}

/** A colour with the name that goes with it, and whether outlines are dashed. */
export interface Swatch {
  readonly color: string;
  readonly dashed: boolean;
  readonly name: string;
}

/** Device pixels of the stage. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How areas are filled, from 0 to 1, and how wide their outlines are, in CSS pixels. */
export interface BulkStyle {
  readonly fill: number;
  readonly outline: number;
}

/** What is seen of a picture, and how. */
export interface BulkFrame {
  readonly view: View;
  readonly size: Size;
  readonly ratio: number;
  readonly style: BulkStyle;
}

export interface PaintOrder {
  readonly id: number;
  readonly style: BulkStyle;
  readonly view: View;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  /** In the order to be painted. */
  readonly tiles: readonly Tile[];
}

export type ToBulk =
  | { readonly type: 'load'; readonly scene: PackedScene; readonly swatches: readonly Swatch[] }
  | { readonly type: 'change'; readonly put: PackedScene; readonly removed: readonly number[]; readonly swatches: readonly Swatch[] }
  /** `held` are in the hand and painted elsewhere; `marked` are selected but too many to be in the hand. */
  | { readonly type: 'hold'; readonly held: readonly number[]; readonly marked: readonly number[] }
  /** `fresh` drops what is still to be painted. */
  | { readonly type: 'paint'; readonly order: PaintOrder; readonly fresh: boolean };

export type FromBulk = { readonly type: 'tile'; readonly id: number; readonly tile: Tile; readonly bitmap: ImageBitmap } | { readonly type: 'done'; readonly id: number };
