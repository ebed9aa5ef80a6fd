import type { Comparison, QueryProblem, Span } from './syntax.ts';

export type Token = Span &
  (
    | { readonly type: 'word'; readonly text: string }
    | { readonly type: 'quoted'; readonly text: string }
    | { readonly type: 'compare'; readonly text: Comparison }
    | { readonly type: '(' | ')' | ',' | 'end' }
  );

/** Longest first, so that `<=` is not read as `<`. */
const SIGNS: readonly Comparison[] = ['!=', '<=', '>=', '!~', '=', '<', '>', '~'];
const WORD = /[\p{L}\p{N}_.+-]+/uy;
const QUOTED = /"((?:[^"\\]|\\.)*)"/uy;
const LONGEST = 2000;

/** The words and signs of a question; the last token is always `end`. */
export function tokensOf(text: string): readonly Token[] | QueryProblem {
  if (text.length > LONGEST) return { code: 'too-long', params: {}, from: LONGEST, to: text.length };
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/u.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    if ('code' in token) return token;
    tokens.push(token);
    at = token.to;
  }
  return [...tokens, { type: 'end', from: text.length, to: text.length }];
}

function tokenAt(text: string, from: number): Token | QueryProblem {
  const sign = SIGNS.find((one) => text.startsWith(one, from));
  if (sign !== undefined) return { type: 'compare', text: sign, from, to: from + sign.length };
  const one = text[from];
  if (one === '(' || one === ')' || one === ',') return { type: one, from, to: from + 1 };
  if (one === '"') {
    const quoted = matchAt(QUOTED, text, from);
    if (quoted === null) return { code: 'open-quote', params: {}, from, to: text.length };
    return { type: 'quoted', text: (quoted[1] ?? '').replaceAll(/\\(.)/gu, '$1'), from, to: from + quoted[0].length };
  }
  const word = matchAt(WORD, text, from);
  if (word === null) {
    const odd = String.fromCodePoint(text.codePointAt(from) ?? 32);
    return { code: 'odd-character', params: { found: odd }, from, to: from + odd.length };
  }
  return { type: 'word', text: word[0], from, to: from + word[0].length };
}

function matchAt(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

const RESERVED = new Set(['and', 'or', 'not', 'in', 'true', 'false', 'yes', 'no', 'none']);

/** A name as it has to be written in a question: bare when it is one word, else quoted. */
export function asWord(name: string): string {
  const word = matchAt(WORD, name, 0);
  if (word !== null && word[0] === name && !RESERVED.has(name.toLowerCase()) && !Number.isFinite(Number(name))) return name;
  return `"${name.replaceAll(/["\\]/gu, '\\$&')}"`;
}
