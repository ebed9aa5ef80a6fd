import type { Question } from './question.ts';
import { textLikeness, type TextVector } from './textVectors.ts';

/** In which respect two questions are alike. */
export type Respect = 'text' | 'image' | 'tags' | 'class' | 'geometry';

/** `mission.md` §2.5. Respects that one of the two lacks are left out and the others weigh more. */
const WEIGHTS: Readonly<Record<Respect, number>> = { text: 0.35, image: 0.25, tags: 0.2, class: 0.1, geometry: 0.1 };
const BITS = 64;

export interface Likeness {
  /** 0 to 1. */
  readonly all: number;
  /** Null where it cannot be told. */
  readonly parts: Readonly<Record<Respect, number | null>>;
}

/** A question together with its text as a vector among the others. */
export interface Worded {
  readonly question: Question;
  readonly words: TextVector;
}

export function likeness(a: Worded, b: Worded): Likeness {
  const parts = {
    text: textLikeness(a.words, b.words),
    image: lookLikeness(a.question.look, b.question.look),
    tags: jaccard(a.question.tags, b.question.tags),
    class: a.question.label === null || b.question.label === null ? null : Number(a.question.label === b.question.label),
    geometry: sizeLikeness(a.question.size, b.question.size),
  };
  let [sum, weight] = [0, 0];
  for (const respect of respects) {
    const part = parts[respect];
    if (part === null) continue;
    sum += WEIGHTS[respect] * part;
    weight += WEIGHTS[respect];
  }
  return { all: weight === 0 ? 0 : sum / weight, parts };
}

export const respects: readonly Respect[] = ['text', 'image', 'tags', 'class', 'geometry'];

/** The respects that speak most for two questions being one, strongest first. */
export function strongest({ parts }: Likeness, count: number): readonly Respect[] {
  const weightOf = (respect: Respect): number => WEIGHTS[respect] * (parts[respect] ?? 0);
  return respects.filter((respect) => weightOf(respect) > 0).sort((a, b) => weightOf(b) - weightOf(a)).slice(0, count);
}

function jaccard(a: readonly string[], b: readonly string[]): number | null {
  if (a.length === 0 || b.length === 0) return null;
  const all = new Set([...a, ...b]);
  return (new Set(a).size + new Set(b).size - all.size) / all.size;
}

function lookLikeness(a: string | null, b: string | null): number | null {
  if (a === null || b === null) return null;
  let apart = 0;
  for (let at = 0; at < a.length; at += 1) apart += bitsOf(parseInt(a.charAt(at), 16) ^ parseInt(b.charAt(at), 16));
  return 1 - apart / BITS;
}

function bitsOf(four: number): number {
  return (four & 1) + ((four >> 1) & 1) + ((four >> 2) & 1) + ((four >> 3) & 1);
}

function sizeLikeness(a: Question['size'], b: Question['size']): number | null {
  if (a === null || b === null || Math.min(...a, ...b) <= 0) return null;
  // Logarithms of each side: products of tiny sides would be nothing.
  const [wider, higher] = [Math.log(a[0]) - Math.log(b[0]), Math.log(a[1]) - Math.log(b[1])];
  return Math.exp(-Math.abs(wider + higher) - Math.abs(wider - higher));
}
