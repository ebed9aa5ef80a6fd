import { CUT } from './clusterQuestions.ts';
import { likeness, respects, type Worded } from './likeness.ts';
import type { Question } from './question.ts';
import { textLikeness, textModel, type TextVector } from './textVectors.ts';

/** An answer that was given, with the questions it answered as far as they are known here. */
export interface Answered {
  readonly id: string;
  readonly rule: string;
  readonly questions: readonly Question[];
}

const MOST = 3;
/** A rule is worded unlike a question, so the same matter has fewer pieces in common. */
const RULE_CUT = 0.3;
/** A tag alone is shared by most questions of a project. */
const FEWEST_RESPECTS = 2;

/**
 * Finds earlier answers that may settle a question while it is being written, likeliest first, three at most. The texts
 * are weighed once; each look then costs one pass.
 */
export function findAnswers(answered: readonly Answered[]): (question: Question) => readonly string[] {
  const model = textModel(answered.flatMap(({ rule, questions }) => [rule, ...questions.map(({ text }) => text)]));
  const known = answered.map(({ id, rule, questions }) => ({ id, rule: model.of(rule), questions: questions.map((question): Worded => ({ question, words: model.of(question.text) })) }));
  return (question) => {
    const asked: Worded = { question, words: model.of(question.text) };
    return known
      .map(({ id, ...one }) => ({ id, fit: Math.max(ruleFit(asked.words, one.rule), ...one.questions.map((other) => questionFit(asked, other))) }))
      .filter(({ fit }) => fit >= 1)
      .sort((a, b) => b.fit - a.fit)
      .slice(0, MOST)
      .map(({ id }) => id);
  };
}

/** 1 and more: near enough to be offered. */
function questionFit(asked: Worded, other: Worded): number {
  const { all, parts } = likeness(asked, other);
  return respects.filter((respect) => parts[respect] !== null).length < FEWEST_RESPECTS ? 0 : all / CUT;
}

function ruleFit(words: TextVector, rule: TextVector): number {
  return (textLikeness(words, rule) ?? 0) / RULE_CUT;
}
