import { expect, test } from 'vitest';
import { placeText } from './placeText.ts';

test('the middle of a pixel on the map, with as many digits as make sense', () => {
  expect(placeText({ transform: [0.5, 0, 499_995, 0, -0.25, 5_200_005], epsg: 32_632, geographic: false }, [10, 20])).toBe('500,000.25, 5,199,999.88');
  expect(placeText({ transform: [1e-6, 0, 11.5, 0, -1e-6, 48.1], epsg: 4326, geographic: true }, [0, 0])).toBe('11.5000005, 48.0999995');
});
