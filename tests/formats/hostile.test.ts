import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/base/errors.ts';
import { formats } from '#shared/formats/registry.ts';
import { documentRecord } from '#shared/model/records.ts';
import { itemOf, readAll, targetOf } from './world.ts';

const item = itemOf('one.jpg', 100, 80);
const odd = fc.oneof(fc.constantFrom(null, true, '', 'x', -1, 0, 1e300, 2 ** 53, [], {}, [[]], [null]), fc.double(), fc.string(), fc.array(fc.double(), { maxLength: 8 }), fc.array(fc.array(fc.double(), { maxLength: 8 }), { maxLength: 3 }));
const object = (keys: readonly string[]): fc.Arbitrary<object> => fc.dictionary(fc.constantFrom(...keys), odd, { maxKeys: keys.length });

const cocoLike = fc.record({
  images: fc.array(fc.oneof(object(['id', 'file_name', 'width', 'height', 'sightline']), fc.constant({ id: 1, file_name: 'one.jpg' }), odd), { maxLength: 3 }),
  categories: fc.oneof(fc.array(object(['id', 'name', 'sightline']), { maxLength: 3 }), odd),
  annotations: fc.array(fc.oneof(object(['image_id', 'bbox', 'segmentation', 'iscrowd', 'attributes', 'sightline', 'category_id']).map((one) => ({ ...one, image_id: 1 })), odd), { maxLength: 4 }),
});
const labelmeLike = fc.record({
  imagePath: fc.oneof(fc.constant('one.jpg'), odd), imageWidth: odd, imageHeight: odd, flags: odd,
  shapes: fc.array(fc.oneof(object(['label', 'points', 'shape_type', 'flags', 'group_id', 'description', 'mask', 'attributes']), fc.record({ label: odd, points: odd, shape_type: fc.constantFrom('polygon', 'rectangle', 'circle', 'mask', 'rotation', 'line', 'x') })), { maxLength: 4 }),
});

describe.each(formats.filter((format) => format.read !== null))('$title', (format) => {
  it('reads anything that looks like it into sound records or refuses with a code', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(cocoLike, labelmeLike, odd), async (content) => {
      try {
        const back = await readAll(format, { 'a.json': content }, targetOf([item]));
        for (const record of [...back.labels, ...[...back.records.values()].flat()]) expect(documentRecord.safeParse(record).error).toBeUndefined();
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    }), { numRuns: 500 });
  });

  it('reads any bytes or refuses with a code', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (bytes) => {
      const refused = await readAll(format, { 'a.json': bytes }, targetOf([item])).then(() => null, (error: unknown) => error);
      expect(refused === null || refused instanceof AppError).toBe(true);
    }));
  });
});
