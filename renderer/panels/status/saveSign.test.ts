import { expect, it } from 'vitest';
import { saveSign, type SaveFacts } from './saveSign.ts';

const facts = (over: Partial<SaveFacts> = {}): SaveFacts => ({ editing: false, unsaved: 0, failed: false, status: { saved: 'saved', sync: 'local', pending: 0 }, ...over });

it('says saved only when both copies are there and nothing is on its way', () => {
  expect(saveSign(facts())).toBe('saved');
  expect(saveSign(facts({ unsaved: 1 }))).toBe('saving');
  expect(saveSign(facts({ status: null }))).toBe('saving');
  expect(saveSign(facts({ status: { saved: 'one-copy', sync: 'local', pending: 0 } }))).toBe('oneCopy');
});

it('puts the bad news first', () => {
  expect(saveSign(facts({ failed: true, editing: true }))).toBe('notSaved');
  expect(saveSign(facts({ editing: true, status: { saved: 'not-saved', sync: 'synced', pending: 0 } }))).toBe('notSaved');
});

it('says synced only when the server has everything', () => {
  expect(saveSign(facts({ status: { saved: 'saved', sync: 'synced', pending: 0 } }))).toBe('synced');
  expect(saveSign(facts({ status: { saved: 'saved', sync: 'synced', pending: 2 } }))).toBe('saved');
});
