import type { Rect } from '#shared/geometry/rect.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';

/** One thing to paint, as plain data. */
export interface SceneItem {
  readonly id: TrackId;
  readonly shape: Shape;
  readonly bounds: Rect;
  /** `#rrggbb` */
  readonly color: string;
  /** Name of the label, for the chip beside it; empty without a label. */
  readonly name: string;
  readonly z: number;
  /** Partly behind something: its outline is dashed. */
  readonly occluded: boolean;
  readonly locked: boolean;
  /** A machine offers it; it is no annotation, and its id is the proposal's. */
  readonly proposed: boolean;
}

/** What changed since the last time; `all` means: start anew. */
export interface SceneChange {
  readonly all: boolean;
  readonly put: readonly SceneItem[];
  readonly removed: readonly TrackId[];
}
