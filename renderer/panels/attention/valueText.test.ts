import { expect, it } from 'vitest';
import { valueText } from './valueText.ts';

const labels = (id: string): string | null => (id === 'l1' ? 'car' : null);

it('names labels, measures boxes, and shortens the rest', () => {
  expect(valueText('l1', labels)).toBe('car');
  expect(valueText('red', labels)).toBe('red');
  expect(valueText(null, labels)).toBe('–');
  expect(valueText({ kind: 'box', x: 1.234, y: 2, width: 3, height: 4, angle: 0 }, labels)).toBe('1.2, 2, 3, 4');
  expect(valueText({ a: 'x'.repeat(500) }, labels).length).toBeLessThan(170);
});
