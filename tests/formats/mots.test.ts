import { describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import { writeGreyPng } from '#shared/formats/files/writePng.ts';
import type { Format } from '#shared/formats/format.ts';
import { formatById } from '#shared/formats/registry.ts';
import { BookDocument } from '#shared/model/document.ts';
import { keyframeIdOf } from '#shared/model/ids.ts';
import { maskOfSpans, spansOfMask } from '#shared/model/kinds/maskRuns.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import { counts, itemOf, labelOf, readAll, targetOf, thing, writeAll } from './world.ts';

const mots: Format = must(formatById('mots'), 'a format');
const clip = itemOf('0002.mp4', 4, 3);
const png = (...pixels: readonly number[]): Promise<Uint8Array> => writeGreyPng({ width: 4, height: 3, pixels: Uint16Array.from(pixels) });

function seenAt(records: readonly DocumentRecord[], last: number): readonly unknown[] {
  const book = new BookDocument(new Map(records.map((record) => [record.id, record])));
  return book.tracks().map(({ id }) => Array.from({ length: last + 1 }, (_, frame) => {
    const shape = shapeAt(book, id, frame);
    return shape?.kind === 'mask' ? spansOfMask(shape) : shape;
  }));
}

describe('MOTS', () => {
  it('is read by number and frame, with gaps and what is ignored', async () => {
    const files = { 'instances/0002/000000.png': await png(0, 1001, 1001, 0, 0, 0, 0, 2003, 10000, 0, 0, 0), 'instances/0002/000001.png': await png(0, 0, 0, 0, 0, 0, 0, 2003, 0, 0, 0, 0), 'instances/0002/000002.png': await png(1001, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) };
    const back = await readAll(mots, files, targetOf([clip]));
    expect(seenAt(back.records.get(clip.name) ?? [], 3)).toEqual([
      [{ left: 1, columns: [[0, 1], [0, 1]] }, null, { left: 0, columns: [[0, 1]] }, null], [{ left: 3, columns: [[1, 2]] }, { left: 3, columns: [[1, 2]] }, null, null],
    ]);
    expect(back.labels.map(({ name }) => name).sort()).toEqual(['car', 'pedestrian']);
    expect(counts(back.lines)).toMatchObject({ 'kept mots/track': 2, 'dropped mots/ignored': 1 });
  });

  it('names pictures that cannot be read, and refuses a source without any', async () => {
    expect(counts((await readAll(mots, { 'instances/0002/000001.png': new Uint8Array(9) }, targetOf([clip]))).lines)).toHaveProperty(['dropped mots/broken']);
    await expect(readAll(mots, { 'a.png': '', 'b.png': '' }, targetOf([clip]))).rejects.toMatchObject({ code: 'mots/no-files' });
  });

  it('gives back our masks, on every frame and pixel by pixel', async () => {
    const labels = [labelOf('cell', { order: 0 })];
    const mask = (left: number, foot: number) => must(maskOfSpans({ left, columns: [[0, foot], [1, 2]] }), 'pixels');
    const [track] = thing('a', mask(0, 2), { track: { extent: 'span', label: labels[0]?.id ?? null, z: 1 } });
    const key = (frame: number, shape: ReturnType<typeof mask> | null): DocumentRecord => ({ id: keyframeIdOf(track.id, frame), type: 'keyframe', track: track.id, frame, shape, occluded: false, truncated: false });
    const records = [track, key(0, mask(0, 2)), key(1, mask(1, 3)), key(2, null)];
    const { files, lines } = await writeAll(mots, [{ item: clip, records }, { item: itemOf('one.jpg'), records: thing('b', { kind: 'tag' }) }], labels);
    expect(counts(lines)).toMatchObject({ 'dropped mots/picture': 1 });
    const back = await readAll(mots, files, targetOf([clip], labels));
    expect(seenAt(back.records.get(clip.name) ?? [], 2)).toEqual(seenAt(records, 2));
    expect(back.labels).toEqual([]);
  });
});
