/** A stretch of the question's text, for pointing at what is wrong in it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a question: where, and a code with values for the sentence. */
export interface QueryProblem extends Span {
  readonly code: 'odd-character' | 'open-quote' | 'unknown-field' | 'unknown-label' | 'unknown-kind' | 'unknown-choice' | 'needs-comparison' | 'needs-value' | 'needs-number' | 'needs-truth' | 'no-order' | 'needs-question' | 'needs-join' | 'open-bracket' | 'stray-bracket' | 'too-long';
  readonly params: Readonly<Record<string, string>>;
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | '!~';
export type Value = string | number | boolean | null;

/** What can be asked about: a yes or no of the thing, a property of it, or an attribute of its label. */
export type Field =
  | { readonly of: 'flag'; readonly name: FlagName }
  | { readonly of: 'text'; readonly name: TextName }
  | { readonly of: 'number'; readonly name: NumberName }
  | { readonly of: 'attribute'; readonly name: string; readonly keys: readonly string[]; readonly input: 'text' | 'number' | 'choice' | 'truth' };

export const FLAGS = ['occluded', 'truncated', 'difficult', 'locked', 'pinned', 'hidden', 'conflict', 'selected', 'outside', 'keyframe', 'flawed', 'crossing', 'beyond'] as const;
export const TEXTS = ['label', 'kind', 'note', 'id', 'relation'] as const;
export const NUMBERS = ['area', 'width', 'height', 'x', 'y', 'z', 'group', 'relations', 'vertices', 'jump', 'swell', 'length', 'frames', 'first', 'last', 'gap', 'keyframes'] as const;
export type FlagName = (typeof FLAGS)[number];
export type TextName = (typeof TEXTS)[number];
export type NumberName = (typeof NUMBERS)[number];

/** A question about one object. */
export type Query =
  | { readonly is: 'all'; readonly parts: readonly Query[] }
  | { readonly is: 'any'; readonly parts: readonly Query[] }
  | { readonly is: 'not'; readonly part: Query }
  | { readonly is: 'flag'; readonly name: FlagName }
  | { readonly is: 'words'; readonly text: string }
  | { readonly is: 'compare'; readonly field: Field; readonly by: Comparison; readonly value: Value }
  | { readonly is: 'oneOf'; readonly field: Field; readonly values: readonly Value[] };

/** The names a project brings into the language. */
export interface Vocabulary {
  readonly labels: readonly string[];
  /** Names of relations the project offers; others may be written. */
  readonly relations: readonly string[];
  readonly attributes: readonly { readonly key: string; readonly name: string; readonly input: 'select' | 'radio' | 'checkbox' | 'number' | 'text'; readonly values: readonly string[] }[];
}
