import type { Cloud } from './cloud.ts';

const SAMPLES = 3000;

/**
 * The corners of where most of a cloud is, relative to its origin: `share` of its points lie beyond on either side of
 * each axis. Sensors see far, but what is to be labelled is where the points are. Null for a cloud without places.
 */
export function middleOf(cloud: Cloud, share: number): { readonly min: readonly [number, number, number]; readonly max: readonly [number, number, number] } | null {
  const step = Math.max(1, Math.floor(cloud.count / SAMPLES));
  const along = (axis: number): readonly [number, number] | null => {
    const values: number[] = [];
    for (let n = 0; n < cloud.count; n += step) values.push(cloud.positions[n * 3 + axis] as number);
    const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
    const [low, high] = [sorted[Math.floor(sorted.length * share)], sorted[Math.ceil(sorted.length * (1 - share)) - 1]];
    return low === undefined || high === undefined ? null : [low, high];
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  return x === null || y === null || z === null ? null : { min: [x[0], y[0], z[0]], max: [x[1], y[1], z[1]] };
}
