import { expect, test } from 'vitest';
import type { Paragraph } from '#shared/model/guidelineOf.ts';
import type { RevisionId } from '#shared/model/ids.ts';
import { paragraphsWith } from './paragraphsWith.ts';

const since = '018f0000-0000-7000-8000-000000000001' as RevisionId;
const paragraphs: readonly Paragraph[] = [
  { id: 'a', since, number: 3, title: 'Mirrors', text: 'A mirror belongs to the car.', examples: [] },
  { id: 'b', since, number: 13, title: 'Café seats', text: 'Outside only.', examples: [{ is: 'do', sha256: '0'.repeat(64), words: 'under a roof' }] },
];
const ids = (asked: string): string[] => paragraphsWith(paragraphs, asked).map(({ id }) => id);

test('every word counts, wherever it stands, whatever its case and accents', () => {
  expect(ids('')).toEqual(['a', 'b']);
  expect(ids('CAR mirror')).toEqual(['a']);
  expect(ids('cafe')).toEqual(['b']);
  expect(ids('roof')).toEqual(['b']);
  expect(ids('mirror cafe')).toEqual([]);
  expect(ids('§3')).toEqual(['a']);
});
