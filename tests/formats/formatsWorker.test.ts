import { describe, expect, it } from 'vitest';
import { connect } from '#shared/bridge/client.ts';
import { memoryWirePair } from '#shared/bridge/memoryWire.ts';
import { serve } from '#shared/bridge/serve.ts';
import { askerContract, formatsContract, type ImportPreview } from '#shared/formats/formatsContract.ts';
import { formats } from '#shared/formats/registry.ts';
import { serveFormats } from '#shared/formats/serveFormats.ts';
import { idOf, itemOf, labelOf, PROJECT, thing } from './world.ts';

interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A worker, and the window it asks back, which holds these files. */
function client(...files: readonly File[]) {
  let made = 0;
  const [near, far] = memoryWirePair();
  const [nearBack, farBack] = memoryWirePair();
  const asker = {
    part: ({ name, from, to }: { readonly name: string; readonly from: number; readonly to: number }) => Promise.resolve(files.find((file) => file.name === name)?.bytes.slice(from, to) ?? new Uint8Array()),
    sizeOf: () => Promise.resolve(null),
  };
  serve(askerContract, { asker }, farBack);
  serve(formatsContract, serveFormats({ newId: () => idOf(`worker ${(made += 1)}`), now: () => 0, asker: connect(askerContract, nearBack).asker }), far);
  return connect(formatsContract, near).formats;
}

const listed = ({ name, bytes }: File): { name: string; bytes: number } => ({ name, bytes: bytes.length });

const items = [itemOf('one.jpg'), itemOf('two.jpg')];
const bytes = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const shape = { label: 'car', points: [[1, 1], [5, 1], [5, 5]], shape_type: 'polygon' };
const file = (name: string): File => ({ name: `${name}.json`, bytes: bytes({ shapes: [shape], imagePath: `${name}.jpg`, imageWidth: 100, imageHeight: 80 }) });
const target = { project: PROJECT, labels: [labelOf('tree')], items: items.map(({ id, name, width, height }) => ({ id, name, size: { width, height } })), present: [] };

describe('the formats worker', () => {
  it('says what it can', async () => {
    const list = await client().list({});
    expect(list.slice(0, 2)).toMatchObject([{ id: 'coco', reads: true, writes: true }, { id: 'labelme', reads: true, writes: false }]);
    expect(list).toHaveLength(formats.length);
  });

  it('recognises, previews and then reads a folder sent in two parts', async () => {
    const formats = client(file('one'), file('two'));
    const { source } = await formats.open({ files: [listed(file('one'))] });
    await formats.add({ source, files: [listed(file('two'))] });
    expect(await formats.sniff({ source })).toMatchObject({ guesses: [{ format: 'labelme', likelihood: 1 }], contested: false });
    let last: ImportPreview | null = null;
    for await (const step of formats.preview({ source, format: 'labelme', target })) last = step;
    expect(last).toMatchObject({ done: 2, total: 2, counts: { labels: 1, items: 2, things: 2 } });
    expect(last?.report?.map(({ code }) => code)).toContain('labelme/read');
    const batches = [];
    for await (const batch of formats.read({ source, format: 'labelme', target })) batches.push([batch.item, batch.records.map(({ type }) => type)]);
    expect(batches).toEqual([[null, ['label']], [items[0]?.id, ['track', 'keyframe']], [items[1]?.id, ['track', 'keyframe']]]);
    await formats.close({ source });
    await expect(formats.sniff({ source })).rejects.toMatchObject({ code: 'formats/closed' });
  });

  it('leaves alone what the project has, and says how much', async () => {
    const formats = client();
    const own = thing('a', { kind: 'box', x: 1, y: 2, width: 3, height: 4, angle: 0 });
    const { job } = await formats.startWrite({ format: 'coco', projectName: 'P', labels: [] });
    await formats.addDocuments({ job, documents: [{ item: itemOf('one.jpg'), records: [...own] }] });
    const written = [];
    for await (const step of formats.write({ job, now: 0, discard: false })) written.push(...step.files);
    const reader = client(...written);
    const { source } = await reader.open({ files: written.map(listed) });
    const ask = { source, format: 'coco', target: { ...target, present: [own[0].id] } };
    const steps = [];
    for await (const step of reader.preview(ask)) steps.push(step);
    expect(steps.at(-1)).toMatchObject({ counts: { things: 0, items: 0 } });
    expect(steps.at(-1)?.report?.find(({ code }) => code === 'formats/already-there')).toMatchObject({ fate: 'kept', count: 1 });
    for await (const batch of reader.read(ask)) expect(batch.records).toEqual([]);
  });

  it.each([
    ['coco', 'a box without width', { bbox: [1, 2, 0, 4] }],
    ['coco', 'an outline without area', { bbox: [1, 1, 0, 0], segmentation: [[1, 1, 2, 2, 3, 3]] }],
    ['labelme', 'a rectangle without width', { ...shape, points: [[4, 1], [4, 9]], shape_type: 'rectangle' }],
    ['labelme', 'an outline without area', { ...shape, points: [[1, 1], [2, 2], [3, 3]] }],
  ])('of %s keeps %s, and says that it is faulty', async (format, _, odd) => {
    const coco = { images: [{ id: 1, file_name: 'one.jpg', width: 100, height: 80 }], categories: [{ id: 1, name: 'car' }], annotations: [{ id: 1, image_id: 1, category_id: 1, ...odd }] };
    const labelme = { shapes: [odd], imagePath: 'one.jpg', imageWidth: 100, imageHeight: 80 };
    const own: File = { name: 'odd.json', bytes: bytes(format === 'coco' ? coco : labelme) };
    const formats = client(own);
    const { source } = await formats.open({ files: [listed(own)] });
    let last: ImportPreview | null = null;
    for await (const step of formats.preview({ source, format, target })) last = step;
    expect(last).toMatchObject({ counts: { things: 1 } });
    expect(last?.report?.find(({ code }) => code === 'formats/faulty')).toMatchObject({ fate: 'kept', count: 1, examples: ['one.jpg'] });
  });

  it('writes what it was sent, with its report', async () => {
    const formats = client();
    const { job } = await formats.startWrite({ format: 'coco', projectName: 'P', labels: [labelOf('tree')] });
    const records = [...thing('a', { kind: 'box', x: 1, y: 2, width: 3, height: 4, angle: 10 })];
    await formats.addDocuments({ job, documents: items.map((item) => ({ item, records })) });
    let last = null;
    for await (const step of formats.write({ job, now: 0, discard: false })) last = step;
    expect(last?.files.map(({ name }) => name)).toEqual(['instances.json']);
    expect(last?.report?.map(({ code }) => code)).toEqual(['coco/written', 'coco/rotated-box', 'coco/no-label']);
    await expect(formats.addDocuments({ job, documents: [] })).rejects.toMatchObject({ code: 'formats/closed' });
  });

  it('refuses formats it does not know and broken files with their sentence', async () => {
    const formats = client();
    await expect(formats.startWrite({ format: 'labelme', projectName: 'P', labels: [] })).rejects.toMatchObject({ code: 'formats/unknown' });
    const list = { name: 'a.json', bytes: bytes([]) };
    const reader = client(list);
    const { source } = await reader.open({ files: [listed(list)] });
    const all = reader.preview({ source, format: 'coco', target })[Symbol.asyncIterator]();
    await expect(all.next()).rejects.toMatchObject({ code: 'coco/results' });
  });
});
