import { kindName } from '../model/ontology.ts';
import { choicesOf } from './fields.ts';
import { parseQuery, type Expected } from './parse.ts';
import { FLAGS, NUMBERS, TEXTS, type Field, type Span, type Vocabulary } from './syntax.ts';
import { asWord } from './tokens.ts';

/** Words that may replace a stretch of the text, likeliest first. */
export interface Completion extends Span {
  readonly words: readonly string[];
}

const MOST = 12;
/** The word under way: bare letters, or an opened quote. */
const UNDER_WAY = /(?:"[^"]*|[\p{L}\p{N}_.+-]+)$/u;

/** What could be written at a place of the text. */
export function completeQuery(text: string, at: number, vocabulary: Vocabulary): Completion {
  const before = text.slice(0, at);
  const typed = UNDER_WAY.exec(before)?.[0] ?? '';
  const from = at - typed.length;
  const { expected } = parseQuery(before.slice(0, from), vocabulary);
  const part = typed.replace(/^"/, '').toLowerCase();
  const known = wordsFor(expected, vocabulary);
  const starting = known.filter((word) => bare(word).startsWith(part));
  const inside = part === '' ? [] : known.filter((word) => !bare(word).startsWith(part) && bare(word).includes(part));
  const words = [...starting, ...inside].filter((word) => word !== typed).slice(0, MOST);
  return { from, to: at, words };
}

function bare(word: string): string {
  return word.replace(/^"/, '').toLowerCase();
}

function wordsFor(expected: Expected, vocabulary: Vocabulary): readonly string[] {
  switch (expected.what) {
    case 'field':
      return [...TEXTS.slice(0, 2), ...FLAGS, ...[...new Set(vocabulary.attributes.map(({ name }) => asWord(name)))], ...NUMBERS, ...TEXTS.slice(2), 'not', 'has', '('];
    case 'having':
      return [...TEXTS, ...new Set(vocabulary.attributes.map(({ name }) => asWord(name)))];
    case 'join':
      return expected.inBracket ? ['and', 'or', ')'] : ['and', 'or'];
    case 'comparison':
      return isNumeric(expected.field) ? ['<', '>', '=', '<=', '>=', '!='] : ['=', '!=', '~', 'in ('];
    case 'value':
      return valuesFor(expected.field, vocabulary);
    case 'nothing':
      return [];
  }
}

function isNumeric(field: Field): boolean {
  return field.of === 'number' || (field.of === 'attribute' && field.input === 'number');
}

function valuesFor(field: Field, vocabulary: Vocabulary): readonly string[] {
  if (field.of === 'text' && field.name === 'label') return [...vocabulary.labels.map(asWord), 'none'];
  if (field.of === 'text' && field.name === 'kind') return kindName.options;
  if (field.of === 'flag' || (field.of === 'attribute' && field.input === 'truth')) return ['true', 'false'];
  if (field.of === 'text' && field.name === 'relation') return [...vocabulary.relations.map(asWord), 'none'];
  return field.of === 'attribute' ? [...choicesOf(field.keys, vocabulary).map(asWord), 'none'] : [];
}
