import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { repositoryRoot } from './repositoryRoot.ts';

let catalogue: Readonly<Record<string, string>> | null = null;

/** What the English window says for a key, so that journeys find things by their words and survive a rewording. */
export function words(key: string, params: Readonly<Record<string, string | number>> = {}): string {
  catalogue ??= z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(repositoryRoot, 'renderer', 'i18n', 'en.json'), 'utf8')));
  const count = params['count'];
  const found = catalogue[key] ?? catalogue[`${key}_${count === 1 ? 'one' : 'other'}`];
  if (found === undefined) throw new Error(`the catalogue has no "${key}"`);
  return found.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}

/** The same as a pattern in which every hole matches anything. */
export function wordsPattern(key: string): RegExp {
  const parts = words(key, new Proxy({}, { get: () => '\u0000' })).split('\u0000');
  return new RegExp(parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.*'));
}
