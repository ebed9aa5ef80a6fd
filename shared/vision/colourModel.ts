/** Some clouds of colour: what one side of a border looks like. */
export interface ColourModel {
  /** How little a colour fits, as the negative logarithm of its likelihood; lower is better. */
  misfit(a: number, b: number, c: number): number;
}

const CLOUDS = 4;
const MOST_SAMPLES = 2400;
const ROUNDS = 4;
/** Even a plain surface has this much noise, squared. */
const NOISE = 9;

/** Mean, inverse covariance (six numbers, symmetric) and a constant of one cloud. */
interface Cloud {
  readonly mean: readonly [number, number, number];
  readonly inverse: readonly [number, number, number, number, number, number];
  readonly constant: number;
}

type Sample = readonly [number, number, number];

/** Learns from the pixels for which `isOf` says yes. Null when there are none. */
export function learnColours(colours: Float32Array, isOf: (pixel: number) => boolean): ColourModel | null {
  const samples = sampleOf(colours, isOf);
  const [first] = samples;
  if (first === undefined) return null;
  let clouds = group(samples, startingMeans(samples));
  for (let round = 0; round < ROUNDS; round += 1) clouds = group(samples, clouds.map(({ mean }) => mean));
  return {
    misfit(a, b, c) {
      let best = Infinity;
      for (const cloud of clouds) best = Math.min(best, misfitOf(cloud, [a, b, c]));
      return best;
    },
  };
}

function sampleOf(colours: Float32Array, isOf: (pixel: number) => boolean): Sample[] {
  const count = colours.length / 3;
  let there = 0;
  for (let pixel = 0; pixel < count; pixel += 1) if (isOf(pixel)) there += 1;
  const every = Math.max(1, Math.floor(there / MOST_SAMPLES));
  const samples: Sample[] = [];
  let seen = 0;
  for (let pixel = 0; pixel < count; pixel += 1) {
    if (!isOf(pixel)) continue;
    if (seen % every === 0) samples.push([colours[pixel * 3] ?? 0, colours[pixel * 3 + 1] ?? 0, colours[pixel * 3 + 2] ?? 0]);
    seen += 1;
  }
  return samples;
}

/** Each next mean is the sample farthest from those before: the same picture always gives the same clouds. */
function startingMeans(samples: readonly Sample[]): Sample[] {
  const means: Sample[] = [samples[samples.length >> 1] ?? [0, 0, 0]];
  while (means.length < CLOUDS) {
    let [best, far]: [Sample | null, number] = [null, 1];
    for (const sample of samples) {
      const distance = Math.min(...means.map((mean) => squared(mean, sample)));
      if (distance > far) [best, far] = [sample, distance];
    }
    if (best === null) break;
    means.push(best);
  }
  return means;
}

function squared(a: Sample, b: Sample): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

/** One round: every sample to its nearest mean, then each group as a cloud. */
function group(samples: readonly Sample[], means: readonly Sample[]): Cloud[] {
  const groups: Sample[][] = means.map(() => []);
  for (const sample of samples) {
    let [best, far] = [0, Infinity];
    for (const [index, mean] of means.entries()) {
      const distance = squared(mean, sample);
      if (distance < far) [best, far] = [index, distance];
    }
    groups[best]?.push(sample);
  }
  return groups.filter((members) => members.length > 0).map((members) => cloudOf(members, members.length / samples.length));
}

function cloudOf(members: readonly Sample[], weight: number): Cloud {
  const mean: [number, number, number] = [0, 0, 0];
  for (const sample of members) for (const channel of [0, 1, 2] as const) mean[channel] += sample[channel] / members.length;
  let [xx, xy, xz, yy, yz, zz] = [NOISE, 0, 0, NOISE, 0, NOISE];
  for (const [a, b, c] of members) {
    const [x, y, z] = [a - mean[0], b - mean[1], c - mean[2]];
    xx += (x * x) / members.length;
    xy += (x * y) / members.length;
    xz += (x * z) / members.length;
    yy += (y * y) / members.length;
    yz += (y * z) / members.length;
    zz += (z * z) / members.length;
  }
  const determinant = xx * (yy * zz - yz * yz) - xy * (xy * zz - yz * xz) + xz * (xy * yz - yy * xz);
  const inverse = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy, xx * zz - xz * xz, xy * xz - xx * yz, xx * yy - xy * xy].map((value) => value / determinant);
  const [ixx = 0, ixy = 0, ixz = 0, iyy = 0, iyz = 0, izz = 0] = inverse;
  return { mean, inverse: [ixx, ixy, ixz, iyy, iyz, izz], constant: 0.5 * Math.log(determinant) - Math.log(weight) };
}

function misfitOf({ mean, inverse, constant }: Cloud, colour: Sample): number {
  const [x, y, z] = [colour[0] - mean[0], colour[1] - mean[1], colour[2] - mean[2]];
  const [xx, xy, xz, yy, yz, zz] = inverse;
  return constant + 0.5 * (x * x * xx + y * y * yy + z * z * zz) + x * y * xy + x * z * xz + y * z * yz;
}
