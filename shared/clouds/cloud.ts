/** Numbers of points in the width the file gave them; 64-bit whole numbers keep every digit. */
export type Values = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array | BigInt64Array | BigUint64Array;

/** One attribute of all points, as stored. Columns may share `values`, each with its own bits of it. */
export interface Column {
  readonly name: string;
  /** `count * per` numbers, point after point. */
  readonly values: Values;
  /** Numbers a point. */
  readonly per: number;
  /** Which bits of the number this attribute is; null for all of it. */
  readonly bits: { readonly from: number; readonly width: number } | null;
  /** What the stored number means: `stored * scale + offset`. */
  readonly scale: number;
  readonly offset: number;
}

/**
 * Points as a sensor or survey gave them: none dropped, none moved in the order of the file, so that what is said of
 * point n stays true. Metres or the file's own unit, in the file's own frame.
 */
export interface Cloud {
  readonly count: number;
  /** Where the relative positions begin, in the file's frame; whole numbers, (0, 0, 0) where the cloud is near it. */
  readonly origin: readonly [number, number, number];
  /** x, y, z of each point less `origin`. A point without a place has NaN in all three and is masked, not dropped. */
  readonly positions: Float32Array;
  /** Points without a place. */
  readonly masked: number;
  readonly columns: readonly Column[];
}

/** What attribute `column` says of point `n`; `part` where a point has several numbers. */
export function valueOf(column: Column, n: number, part = 0): number {
  const stored = Number(column.values[n * column.per + part] ?? Number.NaN);
  const { bits } = column;
  const own = bits === null ? stored : (stored >>> bits.from) & ((1 << bits.width) - 1);
  return own * column.scale + column.offset;
}

/** The attribute of that name, or null. Names are compared without regard to case. */
export function columnOf(cloud: Cloud, name: string): Column | null {
  return cloud.columns.find((column) => column.name.toLowerCase() === name.toLowerCase()) ?? null;
}

/** The corners of all places, relative to the cloud's origin; null for a cloud without any. */
export function boundsOf(cloud: Cloud): { readonly min: readonly [number, number, number]; readonly max: readonly [number, number, number] } | null {
  const { positions } = cloud;
  let [x0, y0, z0, x1, y1, z1] = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
  for (let at = 0; at + 2 < positions.length; at += 3) {
    const [x, y, z] = [positions[at] ?? 0, positions[at + 1] ?? 0, positions[at + 2] ?? 0];
    if (!(x === x)) continue;
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
    if (z < z0) z0 = z;
    if (z > z1) z1 = z;
  }
  return x0 > x1 ? null : { min: [x0, y0, z0], max: [x1, y1, z1] };
}
