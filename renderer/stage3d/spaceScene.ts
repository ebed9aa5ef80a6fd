import type { Cloud } from '#shared/clouds/cloud.ts';
import { countInside, into, outOf } from '#shared/geometry/block.ts';
import type { Vector } from '#shared/geometry/quaternion.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { cuboid } from '#shared/model/kinds/cuboid.ts';
import type { HandleId } from '#shared/model/kinds/kind.ts';
import type { CuboidShape } from '#shared/model/kinds/shape.ts';
import { NO_LABEL_COLOR } from '../scene/styles.ts';

/** A block of the document on the frame that is shown. */
export interface BlockItem {
  readonly id: TrackId;
  readonly shape: CuboidShape;
  readonly color: string;
  readonly locked: boolean;
}

/** What is painted: of the document, or only in the hand so far (`id` null). */
export type PaintedItem = Omit<BlockItem, 'id'> & { readonly id: TrackId | null };

/** How far before the front the grip of the heading stands, in the cloud's unit. */
const HEADING = 1;
/** What lies in no block while colours tell blocks. */
const GREY = 110;

export function blocksInHand<Item extends { readonly id: TrackId | null }>(items: readonly Item[], selection: ReadonlySet<TrackId>): readonly (Item & { readonly id: TrackId })[] {
  return items.filter((item): item is Item & { readonly id: TrackId } => item.id !== null && selection.has(item.id));
}

/** The grips of a block in space: those of its kind, at half its height. */
export function gripPlaces(shape: CuboidShape): readonly { readonly id: HandleId; readonly place: Vector }[] {
  return cuboid.handles(shape).map(({ id, at: [x, y] }) => ({ id, place: id === 'turn' ? outOf(shape, [shape.size[0] / 2 + HEADING, 0, 0]) : [x, y, shape.centre[2]] }));
}

export const shownBlocks = {
  /** Things in the hand in place of what they are in the document; new ones behind. */
  withDraft(items: readonly BlockItem[], draft: readonly { readonly track: TrackId | null; readonly shape: CuboidShape }[]): readonly PaintedItem[] {
    const moved = new Map(draft.flatMap(({ track, shape }) => (track === null ? [] : [[track, shape] as const])));
    const fresh = draft.filter(({ track }) => track === null).map(({ shape }): PaintedItem => ({ id: null, shape, color: NO_LABEL_COLOR, locked: false }));
    return [...items.map((item) => ({ ...item, shape: moved.get(item.id) ?? item.shape })), ...fresh];
  },

  inside: (cloud: Cloud, shape: CuboidShape): number => countInside(shape, cloud.positions, cloud.origin),

  /** Three bytes a point: the colour of the block it lies in, else grey. */
  tints(cloud: Cloud, items: readonly BlockItem[]): Uint8Array<ArrayBuffer> {
    const tints = new Uint8Array(cloud.count * 3).fill(GREY);
    const { positions, origin } = cloud;
    for (const { shape, color } of items) {
      const value = Number.parseInt(color.slice(1), 16);
      const reach = Math.hypot(...shape.size) / 2;
      const [cx, cy] = [shape.centre[0] - origin[0], shape.centre[1] - origin[1]];
      for (let n = 0; n < cloud.count; n += 1) {
        const [x, y, z] = [positions[n * 3] as number, positions[n * 3 + 1] as number, positions[n * 3 + 2] as number];
        if (!(Math.abs(x - cx) <= reach && Math.abs(y - cy) <= reach)) continue;
        const own = into(shape, [x + origin[0], y + origin[1], z + origin[2]]);
        if (own.every((part, axis) => Math.abs(part) <= (shape.size[axis] ?? 0) / 2)) tints.set([(value >> 16) & 255, (value >> 8) & 255, value & 255], n * 3);
      }
    }
    return tints;
  },
};
