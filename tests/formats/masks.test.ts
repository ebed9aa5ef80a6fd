import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import { writePng } from '#shared/formats/files/writePng.ts';
import type { Format } from '#shared/formats/format.ts';
import { vocColour, vocPalette } from '#shared/formats/masks/colours.ts';
import { formatById } from '#shared/formats/registry.ts';
import { maskOfSpans, spansOfMask } from '#shared/model/kinds/maskRuns.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { counts, itemOf, labelOf, readAll, shapesOf, targetOf, thing, writeAll } from './world.ts';

const masks: Format = must(formatById('masks'), 'a format');
const item = itemOf('JPEGImages/one.jpg', 6, 4);
const labels = [labelOf('cat', { order: 0 }), labelOf('dog', { order: 1 })];
/** Six by four pixels, row by row. */
const picture = async (...pixels: readonly number[]): Promise<Uint8Array> => writePng({ width: 6, height: 4, pixels: Uint8Array.from(pixels), palette: vocPalette() });
const CLASS = [0, 1, 1, 0, 2, 2, 0, 1, 1, 0, 2, 2, 0, 0, 0, 0, 0, 0, 1, 255, 0, 0, 0, 0];
const THINGS = [0, 1, 1, 0, 2, 3, 0, 1, 1, 0, 2, 3, 0, 0, 0, 0, 0, 0, 4, 255, 0, 0, 0, 0];
const MAP = '# label:color_rgb:parts:actions\nbackground:0,0,0::\ncat:128,0,0::\ndog:0,128,0::\n';
const spansIn = (shapes: readonly (Shape | null)[]): unknown => shapes.map((shape) => (shape?.kind === 'mask' ? spansOfMask(shape) : shape));

it('the colours are VOC’s', () => {
  expect([0, 1, 2, 3, 8, 255].map(vocColour)).toEqual([[0, 0, 0], [128, 0, 0], [0, 128, 0], [128, 128, 0], [64, 0, 0], [224, 224, 192]]);
});

describe('reading', () => {
  it('takes things from their own picture and classes from the other', async () => {
    const files = { 'labelmap.txt': MAP, 'SegmentationClass/one.png': await picture(...CLASS), 'SegmentationObject/one.png': await picture(...THINGS) };
    const back = await readAll(masks, files, targetOf([item]));
    expect(spansIn(shapesOf(back, item.name))).toEqual([{ left: 0, columns: [[3, 4]] }, { left: 1, columns: [[0, 2], [0, 2]] }, { left: 4, columns: [[0, 2]] }, { left: 5, columns: [[0, 2]] }]);
    expect(back.labels.map(({ name }) => name)).toEqual(['cat', 'dog']);
  });

  it('takes a class as one thing where there is no picture of things, by number without names', async () => {
    const back = await readAll(masks, { 'masks/one.png': await picture(...CLASS) }, targetOf([item]));
    expect(back.labels.map(({ name }) => name)).toEqual(['class 1', 'class 2']);
    expect(shapesOf(back, item.name)).toHaveLength(2);
    expect(counts(back.lines)).toMatchObject({ 'approximated masks/no-instances': 1, 'dropped masks/ignored': 1, 'approximated masks/unnamed-class': 2 });
  });

  it('names what is damaged or missing, and refuses a source without masks', async () => {
    const good = await picture(...CLASS);
    for (const bytes of [good.slice(0, 60), good.map((byte, at) => (at === 800 + 30 ? byte ^ 255 : byte)), new Uint8Array(10)]) expect(counts((await readAll(masks, { 'masks/one.png': bytes }, targetOf([item]))).lines)).toHaveProperty(['dropped masks/broken']);
    expect(counts((await readAll(masks, { 'masks/two.png': good }, targetOf([item]))).lines)).toHaveProperty(['dropped formats/image-not-here']);
    await expect(readAll(masks, { 'a.txt': '', 'b.txt': '' }, targetOf([item]))).rejects.toMatchObject({ code: 'masks/no-files' });
  });
});

it('our masks come back pixel by pixel, the upper one where they overlap', async () => {
  const grid = fc.array(fc.constantFrom(0, 1, 2, 3), { minLength: 24, maxLength: 24 });
  await fc.assert(fc.asyncProperty(grid, async (cells) => {
    const shapes = [1, 2, 3].flatMap((number) => {
      const columns = Array.from({ length: 6 }, (_, x) => [0, 1, 2, 3].flatMap((y) => (cells[y * 6 + x] === number ? [[y, y + 1]] : [])).reduce<number[]>((all, [from = 0, to = 0]) => (all.at(-1) === from ? [...all.slice(0, -1), to] : [...all, from, to]), []));
      const mask = maskOfSpans({ left: 0, columns });
      return mask === null ? [] : [mask];
    });
    const records = shapes.flatMap((shape, at) => thing(`t${at}`, shape, { track: { z: at, label: labels[at % 2]?.id ?? null } }));
    const { files, lines } = await writeAll(masks, [{ item, records }], labels);
    expect(lines.filter(({ fate }) => fate !== 'kept')).toEqual([]);
    const back = await readAll(masks, files, targetOf([item], labels));
    const told = (all: readonly (Shape | null)[]): readonly string[] => all.map((shape) => JSON.stringify(shape)).sort();
    expect(told(shapesOf(back, item.name))).toEqual(told(shapes));
    expect(back.labels).toEqual([]);
  }), { numRuns: 60 });
});

it('what overlaps, has no area or is outside is said', async () => {
  const box = (x: number, width: number): Shape => ({ kind: 'box', x, y: 0, width, height: 2, angle: 0 });
  const records = [...thing('a', box(0, 3)), ...thing('b', box(1, 3), { track: { z: 1 } }), ...thing('c', box(50, 3)), ...thing('d', { kind: 'tag' })];
  expect(counts((await writeAll(masks, [{ item, records }], labels)).lines)).toMatchObject({ 'approximated masks/overlap': 1, 'dropped masks/covered': 1, 'dropped masks/no-area': 1, 'approximated masks/to-pixels': 3 });
});
