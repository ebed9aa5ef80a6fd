import { kindName } from '../model/ontology.ts';
import { choicesOf, fieldNamed, nearestWord } from './fields.ts';
import { FLAGS, NUMBERS, TEXTS, type Comparison, type Field, type Query, type QueryProblem, type Span, type Value, type Vocabulary } from './syntax.ts';
import { tokensOf, type Token } from './tokens.ts';

/** What could stand where the text ends; drives completion. */
export type Expected = { readonly what: 'field' } | { readonly what: 'having' } | { readonly what: 'join'; readonly inBracket: boolean } | { readonly what: 'comparison'; readonly field: Field } | { readonly what: 'value'; readonly field: Field } | { readonly what: 'nothing' };

export type Parsed = { readonly query: Query; readonly problem: null; readonly expected: Expected } | { readonly query: null; readonly problem: QueryProblem; readonly expected: Expected };

/**
 * Reads a question such as `label = car and area < 400 and not occluded`. Total: every text gives a question or a
 * problem with its place. The empty text asks for everything.
 */
export function parseQuery(text: string, vocabulary: Vocabulary): Parsed {
  const tokens = tokensOf(text);
  if ('code' in tokens) return { query: null, problem: tokens, expected: { what: 'nothing' } };
  const reader = new Reader(tokens, vocabulary);
  if (tokens.length === 1) return { query: { is: 'all', parts: [] }, problem: null, expected: { what: 'field' } };
  const query = reader.whole();
  return 'code' in query ? { query: null, problem: query, expected: reader.expected } : { query, problem: null, expected: reader.expected };
}

type Read = Query | QueryProblem;
/** Brackets nest no deeper than this, so that no text can exhaust the stack. */
const DEEPEST = 60;

class Reader {
  expected: Expected = { what: 'nothing' };
  readonly #tokens: readonly Token[];
  readonly #words: Vocabulary;
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], words: Vocabulary) {
    this.#tokens = tokens;
    this.#words = words;
  }

  whole(): Read {
    const query = this.#any();
    if ('code' in query) return query;
    const token = this.#peek();
    if (token.type === 'end') return query;
    return token.type === ')' ? problem('stray-bracket', token) : problem('needs-join', token, { found: textOf(token) });
  }

  #any(): Read {
    return this.#joined('or', 'any', () => this.#joined('and', 'all', () => this.#not()));
  }

  #joined(word: 'and' | 'or', is: 'all' | 'any', part: () => Read): Read {
    const parts: Query[] = [];
    do {
      const read = part();
      if ('code' in read) return read;
      parts.push(read);
      if (this.#peek().type === 'end') this.expected = { what: 'join', inBracket: this.#depth > 0 };
    } while (this.#takeWord(word));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { is, parts };
  }

  #not(): Read {
    if (!this.#takeWord('not')) return this.#single();
    this.#depth += 1;
    const part = this.#depth > DEEPEST ? problem('too-long', this.#peek()) : this.#not();
    this.#depth -= 1;
    return 'code' in part ? part : { is: 'not', part };
  }

  #single(): Read {
    const token = this.#peek();
    if (token.type === 'end') this.expected = { what: 'field' };
    if (token.type === '(') return this.#bracket(token);
    if (token.type === 'quoted' && !this.#isComparedNext()) {
      this.#at += 1;
      return { is: 'words', text: token.text };
    }
    if (token.type !== 'word' && token.type !== 'quoted') return problem('needs-question', token);
    this.#at += 1;
    if (this.#isHas(token)) return this.#having();
    const field = fieldNamed(token.text, this.#words);
    return field === null ? problem('unknown-field', token, { found: token.text, ...this.#hint(token.text) }) : this.#about(field, token);
  }

  #bracket(open: Token): Read {
    this.#at += 1;
    this.#depth += 1;
    const inner = this.#depth > DEEPEST ? problem('too-long', open) : this.#any();
    this.#depth -= 1;
    if ('code' in inner) return inner;
    if (this.#peek().type !== ')') return this.#peek().type === 'end' ? problem('open-bracket', open) : problem('needs-join', this.#peek(), { found: textOf(this.#peek()) });
    this.#at += 1;
    return inner;
  }

  #about(field: Field, token: Token): Read {
    const next = this.#peek();
    const negated = next.type === 'word' && next.text.toLowerCase() === 'not' && this.#wordAt(this.#at + 1) === 'in';
    if (negated) this.#at += 1;
    if (this.#takeWord('in')) return this.#list(field, negated);
    if (next.type === 'compare') {
      this.#at += 1;
      return this.#compared(field, next, next.text);
    }
    if (field.of === 'flag') return { is: 'flag', name: field.name };
    if (field.of === 'attribute' && field.input === 'truth') return { is: 'compare', field, by: '=', value: true };
    if (next.type === 'end') this.expected = { what: 'comparison', field };
    return problem('needs-comparison', next.type === 'end' ? token : next, { field: field.name });
  }

  #compared(field: Field, sign: Span, by: Comparison): Read {
    const ordered = by === '<' || by === '<=' || by === '>' || by === '>=';
    const numeric = field.of === 'number' || (field.of === 'attribute' && field.input === 'number');
    if (ordered && !numeric) return problem('no-order', sign, { field: field.name });
    const value = this.#value(field, by === '~' || by === '!~');
    return isProblem(value) ? value : { is: 'compare', field, by, value: value.is };
  }

  #list(field: Field, negated: boolean): Read {
    const open = this.#peek();
    if (open.type !== '(') return problem('open-bracket', open);
    const values: Value[] = [];
    do {
      this.#at += 1;
      const value = this.#value(field, false);
      if (isProblem(value)) return value;
      values.push(value.is);
    } while (this.#peek().type === ',');
    if (this.#peek().type !== ')') return problem('open-bracket', open);
    this.#at += 1;
    const query: Query = { is: 'oneOf', field, values };
    return negated ? { is: 'not', part: query } : query;
  }

  #value(field: Field, free: boolean): { readonly is: Value } | QueryProblem {
    const token = this.#peek();
    if (token.type === 'end') this.expected = { what: 'value', field };
    if (token.type !== 'word' && token.type !== 'quoted') return problem('needs-value', token, { field: field.name });
    this.#at += 1;
    if (free) return { is: token.text };
    if (token.type === 'word' && token.text.toLowerCase() === 'none') return { is: null };
    const code = wrongValue(field, token.text, this.#words);
    if (code === null) return { is: valueOf(field, token.text) };
    return problem(code, token, { found: token.text, field: field.name, ...nearHint(token.text, code === 'unknown-label' ? this.#words.labels : []) });
  }

  /** `has` before a name, unless an attribute is called so. */
  #isHas(token: Token): boolean {
    const next = this.#peek();
    return token.type === 'word' && token.text.toLowerCase() === 'has' && (next.type !== 'compare' && next.type !== ')') && fieldNamed('has', this.#words) === null;
  }

  /** `has note`: whatever it is, it is set. */
  #having(): Read {
    const token = this.#peek();
    if (token.type === 'end') this.expected = { what: 'having' };
    if (token.type !== 'word' && token.type !== 'quoted') return problem('needs-question', token);
    this.#at += 1;
    const field = fieldNamed(token.text, this.#words);
    if (field === null) return problem('unknown-field', token, { found: token.text, ...this.#hint(token.text) });
    return field.of === 'flag' ? { is: 'flag', name: field.name } : { is: 'compare', field, by: '!=', value: null };
  }

  #isComparedNext(): boolean {
    const next = this.#tokens[this.#at + 1];
    return next?.type === 'compare' || this.#wordAt(this.#at + 1) === 'in' || (this.#wordAt(this.#at + 1) === 'not' && this.#wordAt(this.#at + 2) === 'in');
  }

  #hint(word: string): { hint?: string } {
    return nearHint(word, [...FLAGS, ...TEXTS, ...NUMBERS, ...this.#words.attributes.map(({ name }) => name)]);
  }

  #wordAt(at: number): string | null {
    const token = this.#tokens[at];
    return token?.type === 'word' ? token.text.toLowerCase() : null;
  }

  #takeWord(word: string): boolean {
    if (this.#wordAt(this.#at) !== word) return false;
    this.#at += 1;
    return true;
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { type: 'end', from: 0, to: 0 };
  }
}

const TRUTHS: ReadonlyMap<string, boolean> = new Map([['true', true], ['yes', true], ['false', false], ['no', false]]);

/** Why a value cannot be meant for a field, or null. */
function wrongValue(field: Field, text: string, words: Vocabulary): QueryProblem['code'] | null {
  const among = (known: readonly string[]): boolean => known.some((one) => one.toLowerCase() === text.toLowerCase());
  if (field.of === 'number' || (field.of === 'attribute' && field.input === 'number')) return text.trim() !== '' && Number.isFinite(Number(text)) ? null : 'needs-number';
  if (field.of === 'flag' || (field.of === 'attribute' && field.input === 'truth')) return TRUTHS.has(text.toLowerCase()) ? null : 'needs-truth';
  if (field.name === 'label' && field.of === 'text') return among(words.labels) ? null : 'unknown-label';
  if (field.name === 'kind' && field.of === 'text') return among(kindName.options) ? null : 'unknown-kind';
  return field.of === 'attribute' && field.input === 'choice' && !among(choicesOf(field.keys, words)) ? 'unknown-choice' : null;
}

function valueOf(field: Field, text: string): Value {
  if (field.of === 'number' || (field.of === 'attribute' && field.input === 'number')) return Number(text);
  if (field.of === 'flag' || (field.of === 'attribute' && field.input === 'truth')) return TRUTHS.get(text.toLowerCase()) ?? false;
  return text;
}

function nearHint(word: string, known: readonly string[]): { hint?: string } {
  const hint = nearestWord(word, known);
  return hint === null ? {} : { hint };
}

function isProblem(value: { readonly is: Value } | QueryProblem): value is QueryProblem {
  return 'code' in value;
}

function problem(code: QueryProblem['code'], { from, to }: Span, params: QueryProblem['params'] = {}): QueryProblem {
  return { code, params, from, to };
}

function textOf(token: Token): string {
  return 'text' in token ? token.text : token.type;
}
