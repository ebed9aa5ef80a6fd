import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from '#shared/clouds/byteSource.ts';
import { boundsOf, columnOf, valueOf, type Cloud } from '#shared/clouds/cloud.ts';
import { elements, type ElementType } from '#shared/clouds/elementType.ts';
import { readCloud } from '#shared/clouds/readCloud.ts';
import { unpackLzf } from '#shared/clouds/pcd/lzf.ts';
import { createRowParser } from '#shared/clouds/rowParser.ts';
import { bytesOf, lasFile, literalLzf, pcdFile, plyFile, recordsOf, textRows, type MadeField } from '../support/cloudFiles.ts';

const read = (name: string, bytes: Uint8Array): Promise<Cloud> => readCloud(memorySource(name, bytes));
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

const numbersOf: Readonly<Record<ElementType, fc.Arbitrary<number>>> = {
  int8: fc.integer({ min: -128, max: 127 }), uint8: fc.nat(255), int16: fc.integer({ min: -32_768, max: 32_767 }), uint16: fc.nat(65_535), int32: fc.integer(), uint32: fc.nat(0xffff_ffff),
  float32: fc.float(), float64: fc.double(), int64: fc.maxSafeInteger(), uint64: fc.maxSafeNat(),
};
const PLACES: readonly ElementType[] = ['float32', 'float64', 'int16', 'int32'];
const TYPES = Object.keys(elements) as ElementType[];

interface Made {
  readonly count: number;
  readonly fields: readonly MadeField[];
}

function made(types: readonly ElementType[], most: number): fc.Arbitrary<Made> {
  const places = fc.double({ min: -4000, max: 4000, noNaN: true });
  return fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom(...PLACES), fc.array(fc.tuple(fc.constantFrom(...types), fc.integer({ min: 1, max: most })), { maxLength: 4 })).chain(([count, place, extra]) => {
    const axis = (name: string) => fc.array(places, { minLength: count, maxLength: count }).map((values): MadeField => ({ name, type: place, per: 1, values: values.map((value) => (place.startsWith('int') ? Math.round(value) : place === 'float32' ? Math.fround(value) : value)) }));
    const others = extra.map(([type, per], n) => fc.array(numbersOf[type], { minLength: count * per, maxLength: count * per }).map((values): MadeField => ({ name: `f${n}#`, type, per, values: values.map((value) => (type === 'float32' ? Math.fround(value) : value)) })));
    return fc.tuple(axis('x'), axis('y'), axis('z'), ...others).map((fields) => ({ count, fields }));
  });
}

function expectSame(cloud: Cloud, { count, fields }: Made): void {
  expect(cloud.count).toBe(count);
  expect(cloud.origin).toEqual([0, 0, 0]);
  for (const field of fields) {
    const axis = ['x', 'y', 'z'].indexOf(field.name);
    for (const [n, value] of field.values.entries()) {
      if (axis !== -1) expect((cloud.positions[n * 3 + axis] ?? 0) + 0).toBe(Math.fround(value) + 0);
      else expect(valueOf(column(cloud, field.name), Math.floor(n / field.per), n % field.per) + 0).toEqual(value + 0);
    }
  }
}

function column(cloud: Cloud, name: string) {
  const found = columnOf(cloud, name);
  if (found === null) throw new Error(`no column ${name} among ${cloud.columns.map((one) => one.name).join(', ')}`);
  return found;
}

describe('what is written is read', () => {
  it('PCD: binary, packed and text, any fields', async () => {
    const padding = (one: Made): readonly MadeField[] => [...one.fields.slice(0, 3), { name: '_', type: 'uint8', per: 5, values: [] }, { name: '_', type: 'uint16', per: 0, values: [] }, ...one.fields.slice(3)];
    await fc.assert(fc.asyncProperty(made(TYPES, 3), fc.constantFrom('binary', 'binary_compressed'), async (one, data) => expectSame(await read('a.pcd', pcdFile(padding(one), one.count, { data })), one)));
    await fc.assert(fc.asyncProperty(made(TYPES.filter((type) => !type.endsWith('64') || type === 'float64'), 3), fc.constantFrom('\n', '\r\n'), async (one, lineEnd) => expectSame(await read('a.pcd', pcdFile(one.fields, one.count, { data: 'ascii', lineEnd })), one)));
  });

  it('PLY: text and both endiannesses, with lists before and after', async () => {
    const types = TYPES.filter((type) => !/^u?int64$/.test(type));
    const lists = { head: 'element face 2\nproperty list uchar int vertex_indices\nproperty uchar flag\n', body: new Uint8Array([1, 9, 9, 9, 9, 7, 0, 8]) };
    const lines = { head: 'element face 2\nproperty list uchar int vertex_indices\n', body: '3 0 1 2\n1 5\n' };
    await fc.assert(fc.asyncProperty(made(types, 1), fc.constantFrom('ascii', 'binary_little_endian', 'binary_big_endian'), fc.boolean(), async (one, form, before) => {
      const extra = form === 'ascii' ? lines : lists;
      expectSame(await read('a.ply', plyFile(one.fields, one.count, { form, ...(before ? { before: extra } : { after: extra }) })), one);
    }));
  });

  it('text tables with names, by blank, comma and semicolon', async () => {
    await fc.assert(fc.asyncProperty(made(['float64'], 1), fc.constantFrom(' ', ',', ';', ', '), async (one, gap) => {
      fc.pre(one.count > 0);
      const rows = textRows(one.fields, one.count).replaceAll(' ', gap);
      expectSame(await read('a.csv', text(`${one.fields.map(({ name }) => name.replace('#', '')).join(gap)}\n${rows}`)), { ...one, fields: one.fields.map((field) => ({ ...field, name: field.name.replace('#', '') })) });
    }));
  });

  it('numbers of any writing are the nearest doubles', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.double(), fc.tuple(fc.integer(), fc.nat(30)).map(([a, places]) => Number(a.toString().padEnd(8, '7')) / 10 ** places)), { minLength: 1 }), fc.nat(17), async (values, places) => {
      const words = values.flatMap((value) => [String(value), Number.isFinite(value) && Math.abs(value) < 1e20 ? value.toFixed(places) : '0', Number.isFinite(value) ? value.toExponential() : 'inf']);
      const cloud = await read('a.csv', text(`x y z v\n${words.map((word) => `0 0 0 ${word}\n`).join('')}`));
      words.forEach((word, n) => expect(valueOf(column(cloud, 'v'), n) + 0).toEqual((word === 'inf' ? Infinity : Number(word)) + 0));
    }));
  });

  it('numbers of many digits are the float32 the nearest double is, also half way between two', () => {
    const next = (value: number): number => new Float32Array(new Uint32Array([(new Uint32Array(new Float32Array([value]).buffer)[0] ?? 0) + 1]).buffer)[0] ?? 0;
    fc.assert(fc.property(fc.array(fc.tuple(fc.float({ min: 1, max: 5000, noNaN: true }), fc.nat(9)), { minLength: 20, maxLength: 20 }), (made) => {
      const texts = made.map(([value, off]) => {
        const middle = ((value + next(value)) / 2).toFixed(15);
        return `${middle.slice(0, -1)}${off}`;
      });
      const parser = createRowParser({ name: 'a', columns: 1, separator: null, single: [true], line: 1, most: Infinity });
      expect([...parser.push(text(`${texts.join('\n')}\n`))].map(Math.fround)).toEqual(texts.map((one) => Math.fround(Number(one))));
    }), { numRuns: 500 });
  });

  it('lines cut anywhere', () => {
    const rows = Array.from({ length: 40 }, (_none, n) => [n, -1 - n / 7, 1e-9 * n, 12_345.678]);
    const bytes = text(`# a note\n${rows.map((row) => row.join(' ')).join('\r\n')}`);
    fc.assert(fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), (cuts) => {
      const parser = createRowParser({ name: 'a', columns: 4, separator: null, line: 1, most: Infinity });
      const ends = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const numbers = ends.slice(1).flatMap((end, n) => [...parser.push(bytes.subarray(ends[n], end))]);
      expect([...numbers, ...parser.finish()]).toEqual(rows.flat());
    }));
  });

  it('files of several pieces, telling how far they are', async () => {
    const count = 800_000;
    const floats = Float32Array.from({ length: count * 4 }, (_none, n) => (n % 4 === 3 ? n / 4 : n % 1000));
    const told: number[] = [];
    const cloud = await readCloud(memorySource('a.bin', new Uint8Array(floats.buffer)), { onProgress: (share) => void told.push(share) });
    expect([...cloud.positions.subarray(-3)]).toEqual([...floats.subarray(-4, -1)]);
    expect([valueOf(column(cloud, 'intensity'), 700_001), told.at(-1), told.length > 1, told.every((share, n) => share >= (told[n - 1] ?? 0))]).toEqual([floats[700_001 * 4 + 3], 1, true, true]);
    const stop = new AbortController();
    await expect(readCloud(memorySource('a.bin', new Uint8Array(floats.buffer)), { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toThrow(/abort/i);
  });

  it('LAS of every point format and version, bits by hand', async () => {
    for (const format of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const stride = ([20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67][format] ?? 0) + 6;
      const records = new Uint8Array(stride * 2);
      const view = new DataView(records.buffer, stride);
      view.setInt32(0, 123_456, true);
      view.setInt32(4, -7, true);
      view.setInt32(8, 1, true);
      view.setUint16(12, 40_000, true);
      view.setUint8(14, format < 6 ? 0b11_100_010 : 0b0101_0011);
      view.setUint8(15, format < 6 ? 0b101_00101 : 0b1_1_10_1001);
      view.setUint8(16, format < 6 ? 0xf6 : 200);
      if (format >= 6) view.setInt16(18, -15_000, true);
      const timeAt = [null, 20, null, 20, 20, 20, 22, 22, 22, 22, 22][format] ?? null;
      if (timeAt !== null) view.setFloat64(timeAt, 3.25e8, true);
      const redAt = [null, null, 20, 28, null, 28, null, 30, 30, null, 30][format] ?? null;
      if (redAt !== null) view.setUint16(redAt + 4, 65_535, true);
      view.setInt16(stride - 6, -250, true);
      const extra = new Uint8Array(192);
      extra.set([4, 8], 2);
      extra.set(Buffer.from('Amplitude'), 4);
      new DataView(extra.buffer).setFloat64(112, 0.01, true);
      const cloud = await read('a.las', lasFile({ version: format < 6 ? 12 : 14, format, stride, count: 2, extra, records }));
      const value = (name: string): number => valueOf(column(cloud, name), 1);
      expect(cloud.origin).toEqual([501_235, 5_400_000, 0]);
      expect([...cloud.positions.subarray(3)]).toEqual([Math.fround(501_234.56 - 501_235), Math.fround(-0.07), Math.fround(100.001)]);
      expect([value('intensity'), value('return'), value('returns'), value('edge'), value('withheld'), value('classification'), value('Amplitude')]).toEqual([40_000, format < 6 ? 2 : 3, format < 6 ? 4 : 5, 1, format < 6 ? 1 : 0, format < 6 ? 5 : 200, -2.5]);
      expect(value('scan angle')).toBeCloseTo(format < 6 ? -10 : -90, 9);
      if (timeAt !== null) expect(value('time')).toBe(3.25e8);
      if (redAt !== null) expect(value('blue')).toBe(65_535);
      if (format >= 6) expect([value('channel'), value('synthetic'), value('overlap')]).toEqual([2, 1, 1]);
      expect(column(cloud, 'undescribed').per).toBe(4);
    }
  });

  it('arrays of NumPy: rows, columns, records, both endiannesses', async () => {
    const npy = (descr: string, shape: string, how: { readonly fortran?: boolean; readonly body: Uint8Array }): Uint8Array => {
      const head = `{'descr': ${descr}, 'fortran_order': ${how.fortran === true ? 'True' : 'False'}, 'shape': ${shape}, }\n`;
      return bytesOf(new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length, 0]), head, how.body);
    };
    const fields: readonly MadeField[] = ['x', 'y', 'z', 'intensity'].map((name, axis) => ({ name, type: 'float32', per: 1, values: [axis, axis + 10] }));
    const same = { count: 2, fields };
    expectSame(await read('a.npy', npy("'<f4'", '(2, 4)', { body: recordsOf(fields, 2) })), same);
    expectSame(await read('a.npy', npy("'>f4'", '(2, 4)', { body: recordsOf(fields, 2, { littleEndian: false }) })), same);
    expectSame(await read('a.npy', npy("'<f4'", '(2, 4)', { fortran: true, body: recordsOf(fields, 2, { byField: true }) })), same);
    expectSame(await read('a.npy', npy("[('x', '<f4'), ('y', '<f4'), ('z', '<f4'), ('intensity', '<f4')]", '(2,)', { body: recordsOf(fields, 2) })), same);
  });
});

describe('traps of the forms', () => {
  it('unpacks copies that reach into themselves', () => {
    expect(unpackLzf(new Uint8Array([0, 65, 0b111_00000, 3, 0]), 13)).toEqual(new Uint8Array(13).fill(65));
    expect(unpackLzf(new Uint8Array([0, 65, 0b001_00000, 1]), 4)).toBe(null);
    // From 5,000 bytes back, which takes all 13 bits of the distance: 4,999 = 0x1387.
    const far = Uint8Array.from({ length: 5000 }, (_none, n) => n % 251);
    expect(unpackLzf(bytesOf(literalLzf(far), new Uint8Array([0b001_10011, 0x87])), 5003)?.subarray(5000)).toEqual(new Uint8Array([0, 1, 2]));
  });

  it('reads packed colours as whole numbers, however they are called or written', async () => {
    const rgb = 0x00_12_ab_ff;
    const asFloat = new Float32Array(new Uint32Array([rgb]).buffer)[0] ?? 0;
    const place: readonly MadeField[] = ['x', 'y', 'z'].map((name) => ({ name, type: 'float32', per: 1, values: [1] }));
    const files = [
      pcdFile([...place, { name: 'rgb', type: 'float32', per: 1, values: [asFloat] }], 1, { data: 'binary' }), pcdFile([...place, { name: 'rgb', type: 'uint32', per: 1, values: [rgb] }], 1, { data: 'binary' }),
      pcdFile([...place, { name: 'rgb', type: 'float32', per: 1, values: [asFloat] }], 1, { data: 'ascii' }), pcdFile([...place, { name: 'rgb', type: 'float32', per: 1, values: [rgb] }], 1, { data: 'ascii' }),
    ];
    for (const bytes of files) expect(column(await read('a.pcd', bytes), 'rgb').values).toEqual(new Uint32Array([rgb]));
  });

  it('keeps points without a place where they are', async () => {
    const nan = (values: readonly number[]): readonly MadeField[] => ['x', 'y', 'z'].map((name, axis) => ({ name, type: 'float32', per: 1, values: axis === 1 ? values : [1, 2, 3] }));
    for (const data of ['ascii', 'binary', 'binary_compressed'] as const) {
      const cloud = await read('a.pcd', pcdFile(nan([5, Number.NaN, 6]), 3, { data }));
      expect([cloud.count, cloud.masked, [...cloud.positions]]).toEqual([3, 1, [1, 5, 1, Number.NaN, Number.NaN, Number.NaN, 3, 6, 3]]);
    }
    const none = await read('a.pcd', pcdFile(nan([Number.NaN, Infinity, -Infinity]), 3, { data: 'binary' }));
    expect([none.masked, boundsOf(none)]).toEqual([3, null]);
  });

  it('keeps places on the map exact to a hundredth of a millimetre and better', async () => {
    const far = [5_412_345.678_9, 5_412_399.123_4, 5_412_001.5];
    const fields: readonly MadeField[] = ['x', 'y', 'z'].map((name, axis) => ({ name, type: 'float64', per: 1, values: axis === 1 ? far : [1, 2, 3] }));
    const cloud = await read('a.pcd', pcdFile(fields, 3, { data: 'binary' }));
    far.forEach((value, n) => expect(Math.abs(cloud.origin[1] + (cloud.positions[n * 3 + 1] ?? 0) - value)).toBeLessThan(2e-5));
  });

  it('takes what follows the points for padding only where it is zeros', async () => {
    const fields: readonly MadeField[] = ['x', 'y', 'z'].map((name) => ({ name, type: 'float32', per: 1, values: [1] }));
    const bytes = pcdFile(fields, 1, { data: 'binary' });
    expect((await read('a.pcd', bytesOf(bytes, new Uint8Array(3000)))).count).toBe(1);
    await expect(read('a.pcd', bytesOf(bytes, new Uint8Array(3000).fill(1)))).rejects.toMatchObject({ code: 'cloud/long' });
  });

  it('names the columns of tables without names', async () => {
    expect((await read('a.xyz', text('1 2 3\n4 5 6\n'))).columns).toEqual([]);
    expect((await read('a.xyz', text('1 2 3 255 0 9\n'))).columns.map(({ name }) => name)).toEqual(['red', 'green', 'blue']);
    const pts = await read('a.pts', text('2\n1 2 3 -5 10 20 30\n\n4 5 6 7 40 50 60'));
    expect([pts.count, pts.columns.map(({ name }) => name)]).toEqual([2, ['intensity', 'red', 'green', 'blue']]);
    expect((await read('a.csv', text('"X","Y","Z","note"\n1,2,3,\n4,5,6,1\n'))).columns[0]?.values).toEqual(new Float32Array([Number.NaN, 1]));
  });

  it('tells forms apart by their first bytes before their names', async () => {
    const fields: readonly MadeField[] = ['x', 'y', 'z'].map((name) => ({ name, type: 'float32', per: 1, values: [1] }));
    expect((await read('scan', plyFile(fields, 1, { form: 'ascii' }))).count).toBe(1);
    expect((await read('scan.bin', pcdFile(fields, 1, { data: 'ascii' }))).count).toBe(1);
  });
});
