import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import { csvRow, csvRows } from '#shared/formats/files/csvRows.ts';
import { memorySource } from '#shared/formats/files/memory.ts';
import type { Format } from '#shared/formats/format.ts';
import { formatById } from '#shared/formats/registry.ts';
import { sniff } from '#shared/formats/sniff.ts';
import { counts, expectClose, itemOf, labelOf, readAll, shapesOf, targetOf, thing, writeAll } from './world.ts';

const format = (id: string): Format => must(formatById(id), 'a format');
const item = itemOf('image_2/000001.png', 640, 480);
const labels = [labelOf('Car', { order: 0 }), labelOf('Cyclist', { order: 1 })];
const source = (text: string, name = 'a.csv') => memorySource(new Map([[name, new TextEncoder().encode(text)]]));
const KITTI = 'Car 0.00 0 -1.58 587.01 173.33 614.12 200.12 1.65 1.67 3.64 -0.65 1.71 46.70 -1.59\nCyclist 0.88 3 2.04 10.00 20.00 30.00 40.00 -1 -1 -1 -1000 -1000 -1000 -10 0.75\n';
const OPEN = 'ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside\n000001,xclick,/m/0k4j,1,0.25,0.5,0.5,1,0,1,1,0,0\n';

describe('rows of a table', () => {
  it('come back as they were written, whatever is in them', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', 'ä', ' ', '1') });
    await fc.assert(fc.asyncProperty(fc.array(fc.array(field, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }), async (rows) => {
      const found: (readonly string[])[] = [];
      for await (const row of csvRows(source(`a,b,c\n${rows.map(csvRow).join('')}`), 'a.csv')) found.push(row);
      expect(found.slice(1)).toEqual(rows);
    }), { numRuns: 200 });
  });
});

describe('KITTI', () => {
  it('is read, without what is said of space', async () => {
    const back = await readAll(format('kitti'), { 'label_2/000001.txt': KITTI }, targetOf([item]));
    expectClose(shapesOf(back, item.name), [{ kind: 'box', x: 587.01, y: 173.33, width: 27.11, height: 26.79, angle: 0 }, { kind: 'box', x: 10, y: 20, width: 20, height: 20, angle: 0 }]);
    expect(back.records.get(item.name)?.slice(2)).toMatchObject([{ 'a:score': 0.75, 'a:occlusion': 3 }, { occluded: true, truncated: true }]);
    expect(counts(back.lines)).toMatchObject({ 'dropped kitti/space': 1, 'kept kitti/score': 1 });
  });
  it('names broken lines and missing pictures', async () => {
    expect(counts((await readAll(format('kitti'), { '000001.txt': 'Car 1 2 3' }, targetOf([item]))).lines)).toHaveProperty(['dropped kitti/broken-line']);
    expect(counts((await readAll(format('kitti'), { '000001.txt': `${'721.5 '.repeat(16)}\n` }, targetOf([item]))).lines)).toEqual({ 'dropped kitti/broken-line': 1 });
    expect(counts((await readAll(format('kitti'), { '000009.txt': KITTI }, targetOf([item]))).lines)).toHaveProperty(['dropped formats/image-not-here']);
  });
});

describe('Open Images', () => {
  it('is read with the names of its classes', async () => {
    const back = await readAll(format('openimages'), { 'boxes.csv': OPEN, 'class-descriptions-boxable.csv': '/m/0k4j,Car\n' }, targetOf([item]));
    expect(shapesOf(back, item.name)).toEqual([{ kind: 'box', x: 160, y: 240, width: 160, height: 240, angle: 0 }]);
    expect(back.labels.map(({ name }) => name)).toEqual(['Car']);
    expect(back.records.get(item.name)).toMatchObject([{ 'a:group_of': true }, { truncated: true, occluded: false }]);
  });
  it('says which classes have no name, and refuses other tables', async () => {
    expect(counts((await readAll(format('openimages'), { 'boxes.csv': OPEN }, targetOf([item]))).lines)).toHaveProperty(['approximated csv/no-class-names']);
    await expect(readAll(format('openimages'), { 'a.csv': 'a,b\n1,2\n' }, targetOf([item]))).rejects.toMatchObject({ code: 'openimages/no-table' });
  });
});

describe('a table of boxes', () => {
  const boxes = [{ kind: 'box' as const, x: 1, y: 2, width: 3, height: 4, angle: 0 }];
  it.each([
    ['filename,width,height,class,xmin,ymin,xmax,ymax\n000001.png,640,480,Car,1,2,4,6\n'], ['\uFEFFFile Name;Label;X;Y;Width;Height\r\n000001.png;Car;1;2;3;4\r\n'.replace('File Name', 'file_name')],
    ['path\tx1\ty1\tx2\ty2\tlabel\nC:\\data\\000001.png\t1\t2\t4\t6\tCar\n'], ['/data/000001.png,1,2,4,6,Car\n'], ['"filename","class","xmin","ymin","xmax","ymax"\n"000001.png","Car","4","6","1","2"\n'],
  ])('is read from %j', async (text) => {
    const back = await readAll(format('csv'), { 'a.csv': text }, targetOf([item]));
    expect(shapesOf(back, item.name)).toEqual(boxes);
    expect(back.labels.map(({ name }) => name)).toEqual(['Car']);
  });
  it('keeps other columns, and names what is broken', async () => {
    const back = await readAll(format('csv'), { 'a.csv': 'filename,class,xmin,ymin,xmax,ymax,colour,occluded\n000001.png,Car,1,2,4,6,red,1\n000001.png,Car,x,2,4,6,,\n000001.png,,,,,,,\n' }, targetOf([item]));
    expect(back.records.get(item.name)).toMatchObject([{ 'a:colour': 'red' }, { occluded: true }]);
    expect(counts(back.lines)).toMatchObject({ 'dropped csv/broken-row': 1, 'kept csv/empty': 1 });
    await expect(readAll(format('csv'), { 'a.csv': 'what,is,this\n1,2,3\n' }, targetOf([item]))).rejects.toMatchObject({ code: 'csv/columns' });
  });
});

it('each is told from the others', async () => {
  const first = async (text: string, name: string): Promise<string | undefined> => (await sniff(source(text, name)))[0]?.format.id;
  expect([await first(KITTI, 'label_2/1.txt'), await first(OPEN, 'boxes.csv'), await first('filename,class,xmin,ymin,xmax,ymax\n', 'a.csv'), await first('a,b,c\n', 'a.csv')]).toEqual(['kitti', 'openimages', 'csv', undefined]);
});

it('our boxes come back from each of them with class and marks', async () => {
  const whole = fc.integer({ min: 0, max: 300 });
  const made = fc.record({ x: whole, y: whole, width: fc.integer({ min: 1, max: 300 }), height: fc.integer({ min: 1, max: 170 }), label: fc.constantFrom(0, 1), occluded: fc.boolean(), truncated: fc.boolean() });
  await fc.assert(fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 4 }), fc.constantFrom('kitti', 'openimages', 'csv'), async (all, id) => {
    const records = all.flatMap(({ label, occluded, truncated, ...place }, at) => thing(`t${at}`, { kind: 'box', ...place, angle: 0 }, { track: { z: at, label: labels[label]?.id ?? null }, keyframe: { occluded, truncated } }));
    const { files } = await writeAll(format(id), [{ item, records }], labels);
    const back = await readAll(format(id), files, targetOf([item], labels));
    expectClose(shapesOf(back, item.name), records.flatMap((record) => (record.type === 'keyframe' ? [record.shape] : [])));
    const told = (list: readonly object[]): unknown => list.map((record) => ({ ...record, id: '', track: '', shape: null }));
    expect(told(back.records.get(item.name) ?? [])).toEqual(told(records));
  }), { numRuns: 90 });
});
