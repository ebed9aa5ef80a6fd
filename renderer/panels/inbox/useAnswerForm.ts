import { useState } from 'react';
import { answerFlags, type AnswerFlagsArgs } from '#shared/edits/answerFlags.ts';
import { APPLIES_TO_NONE, MOST_TITLE, type AppliesWhen, type Example, type ParagraphChange, type RevisionSize } from '#shared/model/guideline.ts';
import { freeNumber, type Guideline } from '#shared/model/guidelineOf.ts';
import type { Answer } from '#shared/model/records.ts';
import { useBench } from '../benchContext.ts';
import type { Decided } from './useDecisions.ts';

/** Where the answer goes: a new paragraph, a known one (its id), or nowhere for a reason. */
export type Place = 'new' | 'none' | { readonly paragraph: string };

/** What is written in the answer editor. */
export interface AnswerWords {
  readonly rule: string;
  readonly explanation: string;
  readonly effect: Answer['effect'];
  readonly place: Place;
  readonly size: RevisionSize;
  readonly reason: string;
  readonly examples: readonly Example[];
  readonly when: AppliesWhen;
}

export interface AnswerForm {
  readonly words: AnswerWords;
  readonly set: (some: Partial<AnswerWords>) => void;
  /** What readers of the guideline will see; null where it stays as it is. */
  readonly change: ParagraphChange | null;
  readonly ready: boolean;
  readonly answer: (decided: Decided) => boolean;
}

/** Effects that are no rule: the guideline stays as it is unless the person says otherwise. */
const NO_RULE: ReadonlySet<Answer['effect']> = new Set(['exclude_data', 'fix_prelabel_source', 'tool_bug', 'unanswerable']);

export function useAnswerForm(guideline: Guideline, publishes: boolean): AnswerForm {
  const bench = useBench();
  const [fresh] = useState(() => bench.newId());
  const [words, setWords] = useState<AnswerWords>({ rule: '', explanation: '', effect: 'clarify', place: publishes ? 'new' : 'none', size: 'minor', reason: '', examples: [], when: APPLIES_TO_NONE });
  const change = changeOf(words, guideline, fresh);
  const set = (some: Partial<AnswerWords>): void => setWords((old) => ({ ...old, ...some, ...(some.effect === undefined ? {} : followEffect(some.effect, publishes)) }));
  const answer = ({ whole, part, not }: Decided): boolean => {
    const { rule, explanation, effect, when, size, reason } = words;
    const draft: AnswerFlagsArgs['guideline'] = change === null ? { noChange: reason } : { size, note: '', changes: [change] };
    return bench.deeds.commit(answerFlags, { flags: [...whole, ...part].map(({ id, task }) => ({ flag: id, task })), partly: part.map(({ id }) => id), apart: not.map(({ id }) => id), rule, explanation, effect, appliesWhen: when, guideline: draft });
  };
  return { words, set, change, ready: words.rule.trim() !== '' && (change !== null || words.reason.trim() !== ''), answer };
}

function followEffect(effect: Answer['effect'], publishes: boolean): Partial<AnswerWords> {
  if (!publishes || NO_RULE.has(effect)) return { place: 'none' };
  return { place: 'new', size: effect === 'clarify' ? 'minor' : 'major' };
}

function changeOf({ rule, explanation, place, examples }: AnswerWords, guideline: Guideline, fresh: string): ParagraphChange | null {
  if (place === 'none') return null;
  const text = explanation.trim() === '' ? rule.trim() : `${rule.trim()}\n${explanation.trim()}`;
  const known = place === 'new' ? undefined : guideline.paragraphs.find(({ id }) => id === place.paragraph);
  if (known === undefined) return { paragraph: fresh, before: null, after: { number: freeNumber(guideline), title: titleOf(rule), text, examples: [...examples] } };
  const { number, title, text: stands, examples: shown } = known;
  return { paragraph: known.id, before: { number, title, text: stands, examples: shown }, after: { number, title, text: `${stands}\n${text}`.trim(), examples: [...shown.filter(({ sha256 }) => examples.every((one) => one.sha256 !== sha256)), ...examples] } };
}

/** The first words of a rule, as far as they make a heading. */
function titleOf(rule: string): string {
  const [sentence = ''] = rule.trim().split(/(?<=[.!?。।؟])\s/u);
  return sentence.slice(0, MOST_TITLE);
}
