import fc from 'fast-check';
import { expect, test } from 'vitest';
import { must } from '#shared/base/must.ts';
import { NO_PIXELS, uniteSpans } from '#shared/geometry/spans.ts';
import { mask } from '#shared/model/kinds/mask.ts';
import { maskOfSpans } from '#shared/model/kinds/maskRuns.ts';
import { MaskPad } from '../tools/maskPad.ts';
import { cover, sourceOfMask, sourceOfPad } from './rasterMask.ts';

test('every device pixel shows the image pixel under its centre, of a stored mask and of one in the hand', () => {
  const pixel = fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 }));
  const view = fc.record({ zoom: fc.constantFrom(0.4, 1, 2.7, 5), dx: fc.integer({ min: -20, max: 20 }), dy: fc.integer({ min: -20, max: 20 }) });
  fc.assert(fc.property(fc.array(pixel, { minLength: 1, maxLength: 60 }), view, (pixels, lens) => {
    const spans = pixels.reduce((all, [x, y]) => uniteSpans(all, { left: x, columns: [[y, y + 1]] }), NO_PIXELS);
    const shape = must(maskOfSpans(spans), 'at least one pixel');
    const pad = new MaskPad(spans, { minX: 0, minY: 0, maxX: 12, maxY: 12 });
    const window = { minX: -6, minY: -5, maxX: 30, maxY: 31 };
    const wanted: number[] = [];
    for (let x = window.minX; x < window.maxX; x += 1) {
      for (let y = window.minY; y < window.maxY; y += 1) wanted.push(mask.contains(shape, [(x + 0.5 - lens.dx) / lens.zoom, (y + 0.5 - lens.dy) / lens.zoom]) ? 1 : 0);
    }
    for (const source of [must(sourceOfMask(shape), 'a sound mask'), sourceOfPad(pad)]) expect([...cover(source, lens, window)]).toEqual(wanted);
  }));
});
