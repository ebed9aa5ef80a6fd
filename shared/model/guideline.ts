import * as z from 'zod';
import { derivedId, type Uuid } from '../base/id.ts';
import type { AnswerId, RevisionId } from './ids.ts';

/** A picture that shows a rule: do it so, do not, or the border between the two. Most are crops of the questions that led to it. */
export const example = z.object({ is: z.enum(['do', 'dont', 'border']), sha256: z.string().regex(/^[0-9a-f]{64}$/), words: z.string().max(300) });
export type Example = z.infer<typeof example>;

export const MOST_TITLE = 120;
export const MOST_RULE = 4000;
export const MOST_EXAMPLES = 24;

/** What a paragraph says. `number` is its name for people (§3) and stays when others come and go. */
export const paragraphText = z.object({ number: z.number().int().min(1).max(9999), title: z.string().min(1).max(MOST_TITLE), text: z.string().max(MOST_RULE), examples: z.array(example).max(MOST_EXAMPLES) });
export type ParagraphText = z.infer<typeof paragraphText>;

/** One paragraph as it was and as it becomes; `null` is not there. */
export const paragraphChange = z.object({ paragraph: z.string(), before: paragraphText.nullable(), after: paragraphText.nullable() });
export type ParagraphChange = z.infer<typeof paragraphChange>;

/** How much a revision changes: the wording, what is clear, or what earlier labels should have been. */
export const revisionSize = z.enum(['patch', 'minor', 'major']);
export type RevisionSize = z.infer<typeof revisionSize>;

/** A published step of the guideline. It never changes. In the project stream. */
export interface Revision {
  readonly id: RevisionId;
  readonly type: 'revision';
  /** The revision it was written on; null for the first. */
  readonly base: RevisionId | null;
  readonly size: RevisionSize;
  readonly changes: readonly ParagraphChange[];
  readonly note: string;
  /** The answer it came from; null when it was written by itself. */
  readonly answer: AnswerId | null;
  readonly author: string;
  readonly publishedAt: number;
}

/**
 * What a person picked where several revisions were written on the same one. The id is made of that one, so that people
 * who pick apart from each other meet in it.
 */
export interface GuidelineChoice {
  readonly id: Uuid;
  readonly type: 'guidelineChoice';
  readonly base: RevisionId | null;
  /** In force, in this order. The others are set aside and stay readable. */
  readonly order: readonly RevisionId[];
  readonly aside: readonly RevisionId[];
  readonly by: string;
  readonly at: number;
}

/** A person has read a revision. In the project stream; the id is made of both. */
export interface Acknowledgement {
  readonly id: Uuid;
  readonly type: 'acknowledgement';
  readonly revision: RevisionId;
  readonly person: string;
  readonly at: number;
}

/** To which things a rule applies: every part that is said must hold; with none it says nothing and applies to none. */
export const appliesWhen = z.object({
  labels: z.array(z.string()).max(200),
  /** Attributes with the values meant. */
  attributes: z.array(z.object({ key: z.string().max(40), value: z.union([z.string().max(200), z.number(), z.boolean()]) })).max(40),
  /** Square root of the area of the bounds, in image pixels. */
  smallerThan: z.number().positive().nullable(),
  largerThan: z.number().positive().nullable(),
});
export type AppliesWhen = z.infer<typeof appliesWhen>;

export const APPLIES_TO_NONE: AppliesWhen = { labels: [], attributes: [], smallerThan: null, largerThan: null };

const id = z.string();
export const revision = z.object({
  id, type: z.literal('revision'), base: id.nullable(), size: revisionSize, changes: z.array(paragraphChange).min(1).max(40), note: z.string().max(2000), answer: id.nullable(), author: z.string().max(200), publishedAt: z.number(),
});
export const guidelineChoice = z.object({ id, type: z.literal('guidelineChoice'), base: id.nullable(), order: z.array(id).min(1).max(20), aside: z.array(id).max(20), by: z.string().max(200), at: z.number() });
export const acknowledgement = z.object({ id, type: z.literal('acknowledgement'), revision: id, person: z.string().max(200), at: z.number() });

const BEGINNING = '5b4f6a0e-6c55-5d0a-9d3e-2f1f5c0a7e11' as Uuid;

/** Where the pick between revisions on the same base is kept. */
export function guidelineChoiceIdOf(base: RevisionId | null): Uuid {
  return derivedId(base ?? BEGINNING, 'choice');
}

export function acknowledgementIdOf(read: RevisionId, person: string): Uuid {
  return derivedId(read, `read:${person}`);
}
