import { describe, expect, it } from 'vitest';
import { lint, lintText } from './lint.ts';
import { readSources } from './scan/readSources.ts';

const LONGEST_FILE = 500;
const NEEDS_A_REASON = 300;
const rules = { 'max-lines-per-function': ['error', { max: 60, IIFEs: true }], 'max-params': ['error', { max: 3 }] };

describe('sizes', () => {
  it('keeps files short enough to be read', () => {
    const long = readSources().flatMap(({ path, text }) => {
      const lines = text.split('\n').length - 1;
      if (lines > LONGEST_FILE) return [`${path} has ${lines} lines; ${LONGEST_FILE} is the end`];
      return lines > NEEDS_A_REASON && !startsWithReason(text) ? [`${path} has ${lines} lines and no comment in its head that says why`] : [];
    });
    expect(long).toEqual([]);
  });

  it('keeps functions under 61 lines and 4 parameters, JSX included', () => {
    expect(lint(rules)).toEqual([]);
  });

  it('bites', () => {
    const body = Array.from({ length: 60 }, (_, at) => `  a(${at});`).join('\n');
    expect(lintText(rules, `export function a(b: number): void {\n${body}\n}\n`)).toHaveLength(1);
    expect(lintText(rules, 'export const a = (b: number, c: number, d: number, e: number): number => b + c + d + e;\n')).toHaveLength(1);
    expect(lintText(rules, 'export const a = (b: number, c: number, d: number): number => b + c + d;\n')).toEqual([]);
  });
});

/** A comment before the first statement that is not an import. */
function startsWithReason(text: string): boolean {
  return /^(?:\s|import[^;]*;)*(?:\/\*|\/\/)/.test(text);
}
