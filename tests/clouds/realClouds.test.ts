import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as lazPerf from 'laz-perf';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource } from '#shared/clouds/byteSource.ts';
import { boundsOf, columnOf, valueOf, type Cloud } from '#shared/clouds/cloud.ts';
import type { LazUnpacker } from '#shared/clouds/las/readLas.ts';
import { readCloud } from '#shared/clouds/readCloud.ts';
import { createLazUnpacker, type LazPerfModule } from '../../renderer/clouds/lazUnpacker.ts';

const data = new URL('../../../shared/data/', import.meta.url);
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(fileURLToPath(new URL(path, data))));

/** Known numbers were read with NumPy, not with this program. */
describe.skipIf(!existsSync(data))('real clouds (skipped where ../shared/data is absent)', () => {
  let laz: LazUnpacker;
  const read = async (path: string): Promise<Cloud> => readCloud(memorySource(path, bytesOf(path)), { laz: () => Promise.resolve(laz) });
  const sum = (cloud: Cloud, name: string): number => {
    const column = columnOf(cloud, name);
    return column === null ? Number.NaN : Array.from({ length: cloud.count }, (_none, n) => valueOf(column, n)).reduce((all, value) => all + value, 0);
  };
  const counts = (cloud: Cloud, name: string): Record<number, number> => {
    const found: Record<number, number> = {};
    const column = columnOf(cloud, name);
    for (let n = 0; column !== null && n < cloud.count; n += 1) found[valueOf(column, n)] = (found[valueOf(column, n)] ?? 0) + 1;
    return found;
  };

  /** As buffers, which are compared at once and not number by number. */
  const arraysOf = (cloud: Cloud): Buffer[] => [cloud.positions, ...cloud.columns.map(({ values }) => values)].map((values) => Buffer.from(values.buffer));

  beforeAll(async () => void (laz = createLazUnpacker(await (lazPerf as unknown as LazPerfModule).create())));

  it('PCD with padded fields and the rest of a memory page behind its points', async () => {
    const cloud = await read('lidar-sequence/lidar/000950.pcd');
    expect([cloud.count, cloud.masked, cloud.origin, cloud.columns.map(({ name }) => name)]).toEqual([68_242, 0, [0, 0, 0], ['intensity', 'timestamp', 'ring']]);
    expect([...cloud.positions.subarray(0, 3)]).toEqual([-0.014022252, 32.13663, 4.027324].map(Math.fround));
    expect(sum(cloud, 'intensity')).toBe(1_078_537);
    expect(cloud.positions.filter((_value, n) => n % 3 === 0).reduce((all, x) => all + x, 0)).toBeCloseTo(265_105.871, 2);
    expect(await Promise.all(['000965', '000970', '000975'].map(async (name) => (await read(`lidar-sequence/lidar/${name}.pcd`)).count))).toEqual([66_781, 66_899, 67_153]);
  });

  it('KITTI .bin', async () => {
    const cloud = await read('kitti/000008.bin');
    expect([cloud.count, [...cloud.positions.subarray(0, 3)]]).toEqual([17_238, [21.554, 0.028, 0.938].map(Math.fround)]);
    expect(sum(cloud, 'intensity')).toBeCloseTo(4424.82, 2);
  });

  it('LAS in feet on the map, and the same packed', async () => {
    const [las, packed] = [await read('aerial/autzen_trim.las'), await read('aerial/autzen_trim.laz')];
    const others = arraysOf(packed);
    expect([packed.origin, arraysOf(las).map((one, n) => one.equals(others[n] ?? Buffer.alloc(0))).includes(false)]).toEqual([las.origin, false]);
    expect([las.count, sum(las, 'intensity'), sum(las, 'red')]).toEqual([110_000, 11_220_547, 12_255_922]);
    expect([counts(las, 'classification'), counts(las, 'return')]).toEqual([{ 1: 83_893, 2: 26_107 }, { 1: 99_257, 2: 9021, 3: 1623, 4: 99 }]);
    expect(las.origin[0] + (las.positions[0] ?? 0)).toBeCloseTo(637_177.98, 3);
    const bounds = boundsOf(las);
    expect(bounds?.max.map((value, axis) => value + (las.origin[axis] ?? 0)).map((value) => value.toFixed(2))).toEqual(['637179.22', '849497.90', '520.51']);
  });

  it('a packed file that was cut off anywhere is refused, not filled with made-up points', async () => {
    const whole = bytesOf('aerial/autzen_trim.laz');
    for (const share of [0.0001, 0.003, 0.2, 0.5, 0.99, 0.99998]) {
      await expect(readCloud(memorySource('cut.laz', whole.slice(0, Math.floor(whole.length * share))), { laz: () => Promise.resolve(laz) })).rejects.toMatchObject({ code: expect.stringMatching(/^cloud\/(?:short|head)$/) as string, message: expect.stringContaining('cut.laz') as string });
    }
    await expect(readCloud(memorySource('a.laz', whole))).rejects.toMatchObject({ code: 'cloud/unread' });
  });
});
