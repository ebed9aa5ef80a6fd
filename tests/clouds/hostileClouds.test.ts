import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/base/errors.ts';
import { memorySource } from '#shared/clouds/byteSource.ts';
import { CLOUD_PROBLEMS } from '#shared/clouds/cloudProblem.ts';
import { readCloud } from '#shared/clouds/readCloud.ts';
import { bytesOf, lasFile, pcdFile, plyFile, type MadeField } from '../support/cloudFiles.ts';
import en from '../../renderer/i18n/en.json' with { type: 'json' };

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const fields: readonly MadeField[] = ['x', 'y', 'z', 'intensity'].map((name) => ({ name, type: 'float32', per: 1, values: [1, 2, 3, 4] }));
const head = (lines: string): string => `# .PCD v0.7\nVERSION 0.7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\n${lines}`;
const big = new Uint8Array(new Uint32Array([8, 0xffff_fff0]).buffer);

/** Every lie a file can tell, and what is said of it. */
const LIES: readonly (readonly [what: string, name: string, bytes: Uint8Array, code: string])[] = [
  ['a binary PCD says more points than there are bytes for', 'a.pcd', pcdFile(fields, 4, { data: 'binary', points: 5 }), 'cloud/short'],
  ['a binary PCD says fewer', 'a.pcd', pcdFile(fields, 4, { data: 'binary', points: 3 }), 'cloud/long'],
  ['a binary PCD claims four gigabytes', 'a.pcd', pcdFile(fields, 4, { data: 'binary', points: 268_435_456 }), 'cloud/short'],
  ['a text PCD claims four billion points', 'a.pcd', pcdFile(fields, 4, { data: 'ascii', points: 4_294_967_295 }), 'cloud/short'],
  ['a text PCD has fewer rows', 'a.pcd', pcdFile(fields, 4, { data: 'ascii', points: 5 }), 'cloud/short'],
  ['a text PCD has more rows', 'a.pcd', pcdFile(fields, 4, { data: 'ascii', points: 3 }), 'cloud/long'],
  ['a packed PCD claims four gigabytes of points', 'a.pcd', bytesOf(text(head('WIDTH 357913940\nHEIGHT 1\nPOINTS 357913940\nDATA binary_compressed\n')), big, new Uint8Array(8)), 'cloud/head'],
  ['a packed PCD claims other sizes than its points have', 'a.pcd', bytesOf(text(head('POINTS 2\nDATA binary_compressed\n')), big, new Uint8Array(8)), 'cloud/head'],
  ['a packed PCD is cut off', 'a.pcd', pcdFile(fields, 4, { data: 'binary_compressed' }).slice(0, -3), 'cloud/short'],
  ['a packed PCD holds nonsense', 'a.pcd', bytesOf(text(head('POINTS 2\nDATA binary_compressed\n')), new Uint8Array(new Uint32Array([8, 24]).buffer), new Uint8Array(8).fill(0xff)), 'cloud/packed'],
  ['a PCD has no data line', 'a.pcd', text('# .PCD v0.7\nVERSION 0.7\n'), 'cloud/head'],
  ['a PCD has a field too few in SIZE', 'a.pcd', text('VERSION 0.7\nFIELDS x y z\nSIZE 4 4\nTYPE F F F\nPOINTS 0\nDATA ascii\n'), 'cloud/head'],
  ['a PCD has a number type that does not exist', 'a.pcd', text('VERSION 0.7\nFIELDS x y z\nSIZE 4 4 3\nTYPE F F F\nPOINTS 0\nDATA ascii\n'), 'cloud/head'],
  ['a PCD has no points said', 'a.pcd', text(head('DATA ascii\n')), 'cloud/head'],
  ['a PCD says a negative count', 'a.pcd', text(head('POINTS -1\nDATA ascii\n')), 'cloud/head'],
  ['a PCD has no z', 'a.pcd', text('VERSION 0.7\nFIELDS x y i\nSIZE 4 4 4\nTYPE F F F\nPOINTS 1\nDATA ascii\n1 2 3\n'), 'cloud/fields'],
  ['a text PCD holds a word', 'a.pcd', text(head('POINTS 2\nDATA ascii\n1 2 3\n1 2 three\n')), 'cloud/value'],
  ['a text PCD row is short', 'a.pcd', text(head('POINTS 2\nDATA ascii\n1 2\n1 2 3\n')), 'cloud/value'],
  ['a text PCD row is long', 'a.pcd', text(head('POINTS 1\nDATA ascii\n1 2 3 4\n')), 'cloud/value'],
  ['a PLY says more vertices', 'a.ply', plyFile(fields, 4, { form: 'binary_little_endian', said: 5 }), 'cloud/short'],
  ['a PLY claims four gigabytes', 'a.ply', plyFile(fields, 4, { form: 'binary_big_endian', said: 300_000_000 }), 'cloud/short'],
  ['a PLY of text claims four gigabytes', 'a.ply', plyFile(fields, 4, { form: 'ascii', said: 4_000_000_000 }), 'cloud/short'],
  ['a PLY has no end of its head', 'a.ply', text('ply\nformat ascii 1.0\nelement vertex 1\n'), 'cloud/head'],
  ['a PLY has an unknown format', 'a.ply', text('ply\nformat binary_middle_endian 1.0\nelement vertex 1\nproperty float x\nend_header\n'), 'cloud/head'],
  ['a PLY has no vertices', 'a.ply', text('ply\nformat ascii 1.0\nelement face 0\nproperty list uchar int i\nend_header\n'), 'cloud/fields'],
  ['a PLY has lists before its vertices that run out of the file', 'a.ply', plyFile(fields, 4, { form: 'binary_little_endian', before: { head: 'element face 1\nproperty list uint int i\n', body: new Uint8Array(4).fill(0xff) } }), 'cloud/short'],
  ['a PLY has a list in its vertices', 'a.ply', text('ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty list uchar int i\nend_header\n1 1 1\n'), 'cloud/unread'],
  ['a KITTI file is no whole number of points', 'a.bin', new Uint8Array(17), 'cloud/size'],
  ['a nuScenes file is no whole number of points', 'a.pcd.bin', new Uint8Array(16), 'cloud/size'],
  ['a NumPy file claims four gigabytes', 'a.npy', bytesOf(new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 70, 0]), "{'descr': '<f4', 'fortran_order': False, 'shape': (268435456, 4), }".padEnd(69), '\n'), 'cloud/short'],
  ['a NumPy file holds objects', 'a.npy', bytesOf(new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 70, 0]), "{'descr': '|O', 'fortran_order': False, 'shape': (2, 4), }".padEnd(69), '\n'), 'cloud/fields'],
  ['a NumPy file is a picture', 'a.npy', bytesOf(new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 70, 0]), "{'descr': '|u1', 'fortran_order': False, 'shape': (20, 30, 3), }".padEnd(69), '\n'), 'cloud/fields'],
  ['a NumPy file has a head longer than itself', 'a.npy', new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 255, 255]), 'cloud/head'],
  ['a table has two numbers a line', 'a.xyz', text('1 2\n3 4\n'), 'cloud/fields'],
  ['a table changes its width', 'a.xyz', text('1 2 3\n1 2 3 4\n'), 'cloud/value'],
  ['a table has no column z', 'a.csv', text('x,y,height\n1,2,3\n'), 'cloud/fields'],
  ['a PTS file says another count', 'a.pts', text('3\n1 2 3\n4 5 6\n'), 'cloud/short'],
  ['a LAS says more points', 'a.las', lasFile({ version: 12, format: 0, stride: 20, count: 2, said: 3, records: new Uint8Array(40) }), 'cloud/short'],
  ['a LAS 1.4 claims points without end', 'a.las', lasFile({ version: 14, format: 6, stride: 30, count: 2, said: 2 ** 52, records: new Uint8Array(60) }), 'cloud/short'],
  ['a LAS has records shorter than its format', 'a.las', lasFile({ version: 12, format: 3, stride: 20, count: 2, records: new Uint8Array(40) }), 'cloud/head'],
  ['a LAS has an unknown format', 'a.las', lasFile({ version: 14, format: 11, stride: 70, count: 0, records: new Uint8Array(0) }), 'cloud/head'],
  ['a LAS is of version 2.0', 'a.las', lasFile({ version: 20, format: 0, stride: 20, count: 0, records: new Uint8Array(0) }), 'cloud/head'],
  ['a LAS ends within its head', 'a.las', text('LASF and no more'), 'cloud/head'],
  ['a packed LAS holds wave forms', 'a.laz', lasFile({ version: 13, format: 128 + 4, stride: 57, count: 0, records: new Uint8Array(0) }), 'cloud/unread'],
  ['a picture is called a cloud', 'a.png', new Uint8Array([0x89, 0x50]), 'cloud/kind'],
];

describe('bad clouds', () => {
  it.each(LIES)('%s', async (_what, name, bytes, code) => {
    const problem = await readCloud(memorySource(name, bytes)).then(() => null, (error: unknown) => error);
    expect(problem).toBeInstanceOf(AppError);
    expect(problem).toMatchObject({ code, message: expect.stringContaining(name) as string });
    expect((problem as AppError).message).not.toMatch(/\{\{|undefined|NaN/);
  });

  it('empty clouds are clouds of no points', async () => {
    for (const data of ['ascii', 'binary', 'binary_compressed'] as const) expect((await readCloud(memorySource('a.pcd', pcdFile(fields, 0, { data })))).count).toBe(0);
    for (const [name, bytes] of [['a.bin', new Uint8Array(0)], ['a.xyz', text('')], ['a.xyz', text('# nothing\n')], ['a.pts', text('0\n')], ['a.ply', plyFile(fields, 0, { form: 'ascii' })]] as const) expect((await readCloud(memorySource(name, bytes))).count).toBe(0);
  });

  it('bytes that were changed or cut anywhere give a cloud or a sentence, never anything else', async () => {
    const files = [
      ['a.pcd', pcdFile(fields, 4, { data: 'binary' })], ['a.pcd', pcdFile(fields, 4, { data: 'binary_compressed' })], ['a.pcd', pcdFile(fields, 4, { data: 'ascii' })],
      ['a.ply', plyFile(fields, 4, { form: 'binary_big_endian', before: { head: 'element face 1\nproperty list uchar int i\n', body: new Uint8Array([1, 0, 0, 0, 0]) } })],
      ['a.las', lasFile({ version: 14, format: 7, stride: 40, count: 3, extra: new Uint8Array(192).fill(1), records: new Uint8Array(120) })], ['a.csv', text('x,y,z,i\n1,2,3,4\n5,6,7,8\n')],
    ] as const;
    await fc.assert(fc.asyncProperty(fc.constantFrom(...files), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), async ([name, bytes], changes, share, cut) => {
      const hurt = bytes.slice(0, cut ? Math.floor(bytes.length * share) : bytes.length);
      for (const [at, byte] of changes) if (hurt.length > 0) hurt[at % hurt.length] = byte;
      const problem = await readCloud(memorySource(name, hurt)).then(() => null, (error: unknown) => error);
      if (problem !== null) expect(problem).toBeInstanceOf(AppError);
    }), { numRuns: 2000 });
  });

  it('every problem has its sentence in the catalogue', () => {
    expect(CLOUD_PROBLEMS.filter((code) => !Object.hasOwn(en, `error.${code}`))).toEqual([]);
  });
});
