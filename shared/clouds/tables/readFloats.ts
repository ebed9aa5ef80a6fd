import { piecesOf, type ByteSource, type Reading } from '../byteSource.ts';
import type { Cloud } from '../cloud.ts';
import { cloudProblem } from '../cloudProblem.ts';
import { createCloudBuilder, type RecordLayout } from '../recordCloud.ts';

const FLOAT = 4;

/** KITTI's `.bin`: x, y, z, reflectance, all float32, and no head. Throws `cloud/size` where it is no whole number of points. */
export function readKittiBin(source: ByteSource, reading: Reading = {}): Promise<Cloud> {
  return readFloats(source, ['intensity'], reading);
}

/** nuScenes' `.pcd.bin`: x, y, z, intensity, ring, all float32, and no head. Throws `cloud/size`. */
export function readNuscenesBin(source: ByteSource, reading: Reading = {}): Promise<Cloud> {
  return readFloats(source, ['intensity', 'ring'], reading);
}

async function readFloats(source: ByteSource, names: readonly string[], reading: Reading): Promise<Cloud> {
  const stride = (3 + names.length) * FLOAT;
  if (source.size % stride !== 0) throw cloudProblem('cloud/size', { name: source.name, size: source.size, stride });
  const builder = createCloudBuilder(source.name, layoutOf(names, stride), source.size / stride);
  for await (const bytes of piecesOf(source, { from: 0, to: source.size, stride }, reading)) builder.take(bytes, Math.floor(bytes.length / stride));
  return builder.finish();
}

function layoutOf(names: readonly string[], stride: number): RecordLayout {
  const axis = (n: number) => ({ type: 'float32', at: n * FLOAT, stride, scale: 1, offset: 0 }) as const;
  return { littleEndian: true, axes: [axis(0), axis(1), axis(2)], fields: names.map((name, n) => ({ type: 'float32', at: (3 + n) * FLOAT, stride, per: 1, means: [{ name }] })) };
}
