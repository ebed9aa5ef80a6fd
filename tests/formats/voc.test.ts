import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import { memorySource } from '#shared/formats/files/memory.ts';
import type { Format } from '#shared/formats/format.ts';
import { formatById } from '#shared/formats/registry.ts';
import { isContested, sniff } from '#shared/formats/sniff.ts';
import { attributeOf, counts, expectClose, itemOf, labelOf, readAll, shapesOf, targetOf, thing, writeAll } from './world.ts';

const voc = (id: string): Format => must(formatById(id), 'a format');
const item = itemOf('JPEGImages/yard.jpg', 500, 375);
const labels = [labelOf('dog', { order: 0, attributes: [attributeOf('tame', { input: 'checkbox' }), attributeOf('age', { input: 'number' })] }), labelOf('person', { order: 1 })];
const golden = async (): Promise<string> => readFile(new URL('golden/voc/yard.xml', import.meta.url), 'utf8');
const one = (inside: string, filename = 'yard.jpg'): string => `<annotation><filename>${filename}</filename><size><width>500</width><height>375</height></size>${inside}</annotation>`;
const box = (values: readonly (string | number)[], name = 'dog'): string => `<object><name>${name}</name><bndbox><xmin>${values[0]}</xmin><ymin>${values[1]}</ymin><xmax>${values[2]}</xmax><ymax>${values[3]}</ymax></bndbox></object>`;

describe('reading', () => {
  it('takes the golden file, whose pixels are counted from 1', async () => {
    const back = await readAll(voc('voc-pixels'), { 'Annotations/yard.xml': await golden() }, targetOf([item], labels));
    expect(shapesOf(back, item.name)).toEqual([
      { kind: 'box', x: 47, y: 239, width: 148, height: 132, angle: 0 }, { kind: 'box', x: 0, y: 0, width: 500, height: 375, angle: 0 }, { kind: 'box', x: 99, y: 9, width: 30, height: 40, angle: 0 },
    ]);
    const tracks = (back.records.get(item.name) ?? []).filter((record) => record.type === 'track');
    expect(tracks).toMatchObject([{ label: labels[0]?.id, difficult: true, group: null, 'a:pose': 'Left', 'a:tame': true, 'a:age': 7 }, { label: labels[1]?.id, group: 1 }, { group: 1 }]);
    expect((back.records.get(item.name) ?? []).filter((record) => record.type === 'keyframe')).toMatchObject([{ truncated: true, occluded: true }, { truncated: false }, {}]);
    expect(back.labels.map(({ name }) => name)).toEqual(['head']);
  });

  it('takes places from 0 as they are', async () => {
    const back = await readAll(voc('voc'), { 'a.xml': `\uFEFF\r\n<?xml version="1.0"?>\r\n${one(box([0, 0, 10.5, 20]))}` }, targetOf([item]));
    expect(shapesOf(back, item.name)).toEqual([{ kind: 'box', x: 0, y: 0, width: 10.5, height: 20, angle: 0 }]);
  });

  it.each([['C:\\photos\\yard.jpg'], ['yard'], ['/home/x/yard.JPG'], ['']])('finds the picture by %j or by the file’s own name', async (filename) => {
    expect(shapesOf(await readAll(voc('voc'), { 'Annotations/yard.xml': one(box([1, 1, 9, 9]), filename) }, targetOf([item])), item.name)).toHaveLength(1);
  });

  it.each([
    [box([1, 1, 'x', 9]), 'dropped voc/no-box'], [box([5, 5, 5, 9]), 'dropped formats/unsound-shape'], ['<object><name>dog</name></object>', 'dropped voc/no-box'], [box([1, 1, 9, 9], ''), 'approximated voc/no-name'],
    [box(['nan', 1, 9, 9]), 'dropped voc/no-box'], [box(['1e300', 1, 9, 9]), 'dropped voc/no-box'], [box([490, 1, 520, 9]), 'kept formats/outside'],
  ])('says what became of %s', async (inside, line) => {
    expect(counts((await readAll(voc('voc'), { 'a.xml': one(inside) }, targetOf([item]))).lines)).toHaveProperty([line]);
  });

  it('refuses what is no XML, and in a folder leaves out only that', async () => {
    await expect(readAll(voc('voc'), { 'a.xml': '<annotation><object>' }, targetOf([item]))).rejects.toMatchObject({ code: 'formats/not-xml' });
    const bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><annotation><filename>&b;</filename></annotation>';
    await expect(readAll(voc('voc'), { 'a.xml': bomb }, targetOf([item]))).rejects.toMatchObject({ code: 'formats/not-xml' });
    const back = await readAll(voc('voc'), { 'a.xml': one(box([1, 1, 9, 9])), 'b.xml': '<annotation>', 'c.xml': '<other/>' }, targetOf([item]));
    expect(counts(back.lines)).toMatchObject({ 'dropped voc/unreadable': 1, 'dropped voc/not-voc': 1, 'kept formats/read': 1 });
  });
});

describe('guessing', () => {
  const guess = async (text: string) => {
    const found = await sniff(memorySource(new Map([['a.xml', new TextEncoder().encode(text)]])));
    return [...found.map(({ format }) => format.id), isContested(found)];
  };
  it('tells the two ways to count where the file does', async () => {
    expect(await guess(await golden())).toEqual(['voc-pixels', 'voc', false]);
    expect(await guess(one(box([1.5, 2, 3, 4])))).toEqual(['voc', false]);
    expect(await guess(one(box([0, 2, 3, 4])))).toEqual(['voc', false]);
    expect(await guess(one(box([1, 2, 3, 4])))).toEqual(['voc', 'voc-pixels', false]);
    expect(await guess('<annotations><image/></annotations>')).toEqual(['cvat-images', false]);
  });
});

describe('our records through VOC and back', () => {
  const side = fc.integer({ min: 0, max: 300 });
  it('keep class, place, marks and attributes', async () => {
    const made = fc.record({ x: side, y: side, width: fc.integer({ min: 1, max: 200 }), height: fc.integer({ min: 1, max: 75 }), label: fc.constantFrom(0, 1), occluded: fc.boolean(), truncated: fc.boolean(), difficult: fc.boolean(), tame: fc.option(fc.boolean()), age: fc.option(fc.integer()) });
    await fc.assert(fc.asyncProperty(fc.array(made, { minLength: 1, maxLength: 4 }), fc.constantFrom('voc', 'voc-pixels'), async (all, id) => {
      const records = all.flatMap(({ label, occluded, truncated, difficult, tame, age, ...place }, at) => thing(`t${at}`, { kind: 'box', ...place, angle: 0 }, {
        track: { z: at, label: labels[label]?.id ?? null, difficult, ...(label === 0 && tame !== null ? { 'a:tame': tame } : {}), ...(label === 0 && age !== null ? { 'a:age': age } : {}) }, keyframe: { occluded, truncated },
      }));
      const { files } = await writeAll(voc(id), [{ item, records }], labels);
      const back = await readAll(voc(id), files, targetOf([item], labels));
      expectClose(shapesOf(back, item.name), records.flatMap((record) => (record.type === 'keyframe' ? [record.shape] : [])));
      const plain = (list: readonly object[]): unknown => list.map((record) => ({ ...record, id: '', track: '' }));
      expect(plain((back.records.get(item.name) ?? []).filter(({ type }) => type === 'track'))).toEqual(plain(records.filter(({ type }) => type === 'track')));
      expect(plain((back.records.get(item.name) ?? []).filter(({ type }) => type === 'keyframe'))).toEqual(plain(records.filter(({ type }) => type === 'keyframe')));
    }), { numRuns: 60 });
  });

  it('say what is lost', async () => {
    const records = [...thing('a', { kind: 'ellipse', x: 50, y: 50, rx: 10, ry: 20, angle: 0 }, { track: { group: 3, note: '<&"\u0001' } }), ...thing('b', { kind: 'tag' })];
    const { files, lines } = await writeAll(voc('voc'), [{ item: itemOf('ä & b/<x>.jpg'), records }], labels);
    expect(counts(lines)).toMatchObject({ 'approximated formats/box-around': 1, 'dropped formats/no-box': 1, 'dropped formats/lost-group': 1, 'dropped formats/lost-note': 1 });
    expect(new TextDecoder().decode(files['Annotations/ä & b/<x>.xml'])).toContain('<filename>ä &amp; b/&lt;x&gt;.jpg</filename>');
  });
});
