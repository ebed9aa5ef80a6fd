import { describe, expect, it } from 'vitest';
import { uuidMaker } from '../base/id.ts';
import { must } from '../base/must.ts';
import { seeded } from '../base/seeded.ts';
import { BookDocument } from '../model/document.ts';
import { APPLIES_TO_NONE, type ParagraphText } from '../model/guideline.ts';
import { applyTo, type Book } from '../model/ops.ts';
import { documentRecord } from '../model/records.ts';
import { isRefusal, type Edit } from './edit.ts';
import { acknowledgeRevisions, chooseRevisions, guidelineIn, publishRevision, unreadBy } from './guideline.ts';
import { answerFlags } from './answerFlags.ts';
import type { FlagId, TaskId } from '../model/ids.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(4).bytes);
const text = (words: string, number = 1): ParagraphText => ({ number, title: 'Mirrors', text: words, examples: [] });

class Desk {
  actor = 'eva';
  readonly book: Book = new Map();
  readonly document = new BookDocument(this.book);

  do<Args>(edit: Edit<Args>, args: Args): string | number {
    const result = edit.run(this.document, args, { newId, now: 5, actor: this.actor });
    if (isRefusal(result)) return result.refused;
    const { touched } = applyTo(this.book, result);
    this.document.refresh(touched);
    for (const id of touched) documentRecord.parse(this.book.get(id));
    return result.length;
  }

  publish(paragraph: string, before: ParagraphText | null, after: ParagraphText | null): string | number {
    return this.do(publishRevision, { size: 'minor', note: '', changes: [{ paragraph, before, after }] });
  }
}

describe('publishing', () => {
  it('refuses nothing, a paragraph without a name, and one that moved meanwhile', () => {
    const desk = new Desk();
    const mirrors = newId();
    expect(desk.publish(mirrors, null, text('A mirror is part of the car.'))).toBe(1);
    expect(desk.publish(mirrors, text('A mirror is part of the car.'), text('A mirror is part of the car.'))).toBe('edit/nothing-changed');
    expect(desk.publish(newId(), null, { ...text('x'), title: ' ' })).toBe('edit/no-name');
    expect(desk.publish(mirrors, null, text('Other.'))).toBe('edit/guideline-moved');
    expect(desk.publish(mirrors, text('A mirror is part of the car.'), null)).toBe(1);
    expect(guidelineIn(desk.document)).toMatchObject({ paragraphs: [], version: '0.2.0' });
  });

  it('is read once by each person, and by its author without saying so', () => {
    const desk = new Desk();
    desk.publish(newId(), null, text('So.'));
    const unread = (person: string): number => unreadBy(desk.document, guidelineIn(desk.document), person).length;
    expect([unread('eva'), unread('ann')]).toEqual([0, 1]);
    desk.actor = 'ann';
    const revisions = guidelineIn(desk.document).steps.map(({ revision }) => revision.id);
    expect(desk.do(acknowledgeRevisions, { revisions })).toBe(1);
    expect(desk.do(acknowledgeRevisions, { revisions })).toBe(0);
    expect(unread('ann')).toBe(0);
  });

  it('at the same time by two leaves a fork that a person settles, once', () => {
    const desk = new Desk();
    const rival = new Desk();
    desk.publish(newId(), null, text('Mine.'));
    rival.publish(newId(), null, text('Theirs.'));
    const theirs = must(rival.document.all('revision')[0], 'the rival');
    applyTo(desk.book, [{ op: 'put', record: theirs }]);
    desk.document.refresh([theirs.id]);
    expect(guidelineIn(desk.document).paragraphs).toEqual([]);
    expect(desk.do(chooseRevisions, { base: null, order: [] })).toBe('edit/gone');
    expect(desk.do(chooseRevisions, { base: null, order: [theirs.id] })).toBe(1);
    expect(guidelineIn(desk.document).paragraphs.map(({ text: words }) => words)).toEqual(['Theirs.']);
    expect(desk.do(chooseRevisions, { base: null, order: [theirs.id] })).toBe('edit/gone');
  });
});

describe('an answer', () => {
  const asked = { flags: [{ flag: newId() as FlagId, task: newId() as TaskId }], partly: [], apart: [], rule: 'Yes.', explanation: '', effect: 'clarify' as const, appliesWhen: APPLIES_TO_NONE };

  it('is tied to a revision, or says why there is none', () => {
    const desk = new Desk();
    expect(desk.do(answerFlags, { ...asked, guideline: { noChange: ' ' } })).toBe('edit/no-change-reason');
    expect(desk.do(answerFlags, { ...asked, guideline: { noChange: 'It says so.' } })).toBe(1);
    expect(desk.do(answerFlags, { ...asked, guideline: { size: 'major', note: '', changes: [{ paragraph: newId(), before: null, after: text('Yes.') }] } })).toBe(2);
    const [without, tied] = desk.document.all('answer');
    const revision = must(desk.document.all('revision')[0], 'the revision');
    expect(without).toMatchObject({ revision: null, noChange: 'It says so.' });
    expect(tied).toMatchObject({ revision: revision.id, noChange: null });
    expect(revision.answer).toBe(tied?.id);
  });

  it('is not given when its revision is refused', () => {
    const desk = new Desk();
    expect(desk.do(answerFlags, { ...asked, guideline: { size: 'minor', note: '', changes: [{ paragraph: newId(), before: text('Gone.'), after: text('Yes.') }] } })).toBe('edit/guideline-moved');
    expect(desk.document.all('answer')).toEqual([]);
  });
});
