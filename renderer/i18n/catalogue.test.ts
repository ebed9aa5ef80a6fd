import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#shared/base/errors.ts';
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import hi from './hi.json' with { type: 'json' };
import sw from './sw.json' with { type: 'json' };
import { codeMessage, messageOf, say } from './i18n.ts';

const room = fileURLToPath(new URL('..', import.meta.url));
const sources = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)).map((name) => ({ name, text: readFileSync(`${room}${name}`, 'utf8') }));
const words: Readonly<Record<string, string>> = en;
const known = (key: string): boolean => key in words || `${key}_other` in words;

describe('the catalogue', () => {
  it('has every key that is named in the sources', () => {
    const asked = sources.flatMap(({ name, text }) => [...text.matchAll(/(?:\bt\(|\bkey: )(?:[^'`\n()]*\? )?'([\w.-]+)'(?: : '([\w.-]+)')?/g)].flatMap(([, one, other]) => [one, other].flatMap((key) => (key?.includes('.') === true ? [{ name, key }] : []))));
    expect(asked.length).toBeGreaterThan(150);
    expect(asked.filter(({ key }) => !known(key)).map(({ name, key }) => `${name}: ${key}`)).toEqual([]);
  });

  it('has nothing nobody says', () => {
    const all = sources.map(({ text }) => text).join('\n');
    const families = [...all.matchAll(/`([a-zA-Z]+)\.\$\{/g)].map(([, family]) => family);
    const unused = Object.keys(words).map((key) => key.replace(/_(zero|one|other)$/, '')).filter((key) => !all.includes(`'${key}'`) && !families.includes(key.split('.')[0] ?? ''));
    expect([...new Set(unused)]).toEqual([]);
  });

  it('leaves no words in components', () => {
    const found = sources.filter(({ name }) => name.endsWith('.tsx')).flatMap(({ name, text }) => [
      ...[...text.matchAll(/(?<![=\w])>\s*([^<>{}()=;,|&?]*[A-Za-z]{2}[^<>{}()=;,|&?]*)</g)].map(([, word]) => `${name}: ${word?.trim() ?? ''}`),
      ...[...text.matchAll(/(?:aria-label|title|placeholder|alt)="([^"]+)"/g)].map(([, word]) => `${name}: ${word ?? ''}`),
    ]);
    expect(found).toEqual([]);
  });
});

/** What people ask, answer, publish, look back on and see of themselves. */
const VOICE = /^(?:flag|flags|flagKind|flagState|disposition|answer|inbox|effect|because|decision|guideline|revision|revisionSize|spent|reflection|sharing|shared|stratum|whyTag|themes|pages)\.|^example\.(?:do|dont|border)$/;

describe.each(Object.entries({ es, fr, hi, sw }))('the catalogue of %s', (_, own: Readonly<Record<string, string>>) => {
  it('lacks nothing of the worker’s voice, and knows nothing that English does not', () => {
    expect(Object.keys(words).filter((key) => VOICE.test(key) && !(key in own))).toEqual([]);
    expect(Object.keys(own).filter((key) => !(key in words))).toEqual([]);
  });

  it('fills the same holes', () => {
    const holes = (text: string | undefined): readonly string[] => [...(text ?? '').matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort();
    for (const [key, text] of Object.entries(own)) expect(holes(text), key).toEqual(holes(words[key]));
  });
});

describe('messages', () => {
  beforeAll(async () => {
    await i18next.init({ lng: 'en', resources: { en: { translation: en } }, keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false } });
  });

  it('translate a code with what it names', () => {
    expect(say(codeMessage('media/empty', { name: 'a.jpg' }))).toContain('a.jpg');
  });

  it('fall back to the own sentence where the catalogue is silent or would name what is not known', () => {
    expect(say(messageOf(new AppError('nowhere/known', 'A plain sentence.')))).toBe('A plain sentence.');
    expect(say(messageOf(new AppError('media/missing', 'That picture is gone.')))).toBe('That picture is gone.');
    expect(say(messageOf(new Error('boom')))).toBe('boom');
  });
});
