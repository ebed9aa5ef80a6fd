import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import * as lazPerf from 'laz-perf';
import { PCDLoader } from 'three/examples/jsm/loaders/PCDLoader.js';
import { PLYLoader } from 'three/examples/jsm/loaders/PLYLoader.js';
import { memorySource } from '#shared/clouds/byteSource.ts';
import { readCloud } from '#shared/clouds/readCloud.ts';
import type { LasReading } from '#shared/clouds/las/readLas.ts';
import { createLazUnpacker, type LazLibrary, type LazPerfModule } from '../../renderer/clouds/lazUnpacker.ts';
import { pcdFile, plyFile, type MadeField } from '../support/cloudFiles.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { percentile, row, type Row } from './row.ts';

const POINTS = 1_000_000;
const TEXT_POINTS = 200_000;
const ROUNDS = 7;

/** How long one thread takes to make columns of a file that is in memory, beside three's loaders and laz-perf itself. */
export async function benchDecode(): Promise<readonly Row[]> {
  const [many, few] = [pointsOf(POINTS), pointsOf(TEXT_POINTS)];
  return [
    await against('binary PCD, 1 M points', { name: 'a.pcd', bytes: pcdFile(many, POINTS, { data: 'binary' }), peer: three(new PCDLoader()), goal: 8 }),
    await against('packed PCD, 1 M points', { name: 'a.pcd', bytes: pcdFile(many, POINTS, { data: 'binary_compressed' }), peer: three(new PCDLoader()), goal: 2 }),
    await against('text PCD, 0.2 M points', { name: 'a.pcd', bytes: pcdFile(few, TEXT_POINTS, { data: 'ascii' }), peer: three(new PCDLoader()), goal: 10 }),
    await against('binary PLY, 1 M points', { name: 'a.ply', bytes: plyFile(many, POINTS, { form: 'binary_little_endian' }), peer: three(new PLYLoader()), goal: 15 }),
    ...(await laz()),
  ];
}

interface Peer {
  readonly name: string;
  readonly run: (bytes: Uint8Array) => void;
}

interface Contest {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly peer: Peer;
  readonly goal: number;
  readonly reading?: LasReading;
}

/** Turn by turn, so that a busy machine is busy for both; medians. */
async function against(title: string, { name, bytes, peer, goal, reading }: Contest): Promise<Row> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await timeOf(async () => void (await readCloud(memorySource(name, bytes), reading))));
    theirs.push(await timeOf(async () => peer.run(bytes)));
  }
  return row({ suite: 'stage3d', case: `decode ${title}`, unit: 'ms', ours: percentile(ours, 0.5), peer: { name: peer.name, value: percentile(theirs, 0.5) }, goal, goalIs: 'ratio', better: 'lower' });
}

async function timeOf(run: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

function three(loader: { parse(data: ArrayBuffer): unknown; readonly constructor: { readonly name: string } }): Peer {
  return { name: `three ${loader.constructor.name}`, run: (bytes) => void loader.parse(bytes.slice().buffer) };
}

/** x, y, z and intensity as float32, as most sweeps are. */
function pointsOf(count: number): readonly MadeField[] {
  return ['x', 'y', 'z', 'intensity'].map((name, axis) => ({ name, type: 'float32', per: 1, values: Array.from({ length: count }, (_none, n) => Math.fround(Math.sin(n * 0.001 + axis) * 80)) }));
}

const LAZ = join(repositoryRoot, '..', 'shared', 'data', 'aerial', 'autzen_trim.laz');

async function laz(): Promise<readonly Row[]> {
  if (!existsSync(LAZ)) return [];
  const library = await (lazPerf as unknown as LazPerfModule).create();
  const bytes = new Uint8Array(readFileSync(LAZ));
  const peer = { name: 'laz-perf, records only', run: (file: Uint8Array) => unpackOnly(library, file) };
  return [await against('LAZ, 0.11 M points', { name: 'a.laz', bytes, peer, goal: 0.8, reading: { laz: () => Promise.resolve(createLazUnpacker(library)) } })];
}

/** The library alone: every record unpacked in place, no columns made of them. */
function unpackOnly(library: LazLibrary, file: Uint8Array): void {
  const [fileAt, recordAt] = [library._malloc(file.length), library._malloc(256)];
  library.HEAPU8.set(file, fileAt);
  const zip = new library.LASZip();
  zip.open(fileAt, file.length);
  const count = new DataView(file.buffer, file.byteOffset).getUint32(107, true);
  for (let n = 0; n < count; n += 1) zip.getPoint(recordAt);
  zip.delete();
  library._free(fileAt);
  library._free(recordAt);
}
