/** Side of a tile in pixels. */
export const TILE_SIDE = 512;

/** How many sizes a picture is kept in: halved until it fits one tile. */
export function levelsOf(width: number, height: number): number {
  let levels = 1;
  for (let longest = Math.max(width, height); longest > TILE_SIDE; longest = Math.ceil(longest / 2)) levels += 1;
  return levels;
}

/** Tiles beside each other along a side of so many pixels. */
export function tilesAcross(length: number): number {
  return Math.ceil(length / TILE_SIDE);
}

/** A length at a level, counted from the coarsest. */
export function lengthAt(length: number, levels: number, level: number): number {
  let own = length;
  for (let at = levels - 1; at > level; at -= 1) own = Math.ceil(own / 2);
  return own;
}
