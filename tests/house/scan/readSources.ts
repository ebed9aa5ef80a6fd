import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importsOf, type Import } from './importsOf.ts';
import { stripSource, type Stripped } from './stripSource.ts';

/** One source file of the repository. */
export interface Source extends Stripped {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What is never ours: fetched, built or reported. */
const FOREIGN = new Set(['node_modules', 'out', 'reports', 'test-results', '.git']);

/** Every file of the repository, relative to the root. Walked, so that it also works in an unpacked archive. */
export function listFiles(folder = ''): string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true })
    .filter((entry) => !FOREIGN.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(`${folder}${entry.name}/`) : [`${folder}${entry.name}`]))
    .sort();
}

/** All TypeScript and JavaScript sources, scanned. */
export function readSources(): Source[] {
  return listFiles()
    .filter((path) => /\.(?:ts|tsx|mjs|cjs|js|jsx)$/.test(path))
    .map((path) => readSource(path, readFileSync(`${root}${path}`, 'utf8')));
}

export function readSource(path: string, text: string): Source {
  const stripped = stripSource(text);
  return { path, text, ...stripped, imports: importsOf(stripped) };
}

/** Tests stand beside their source and may reach further than it. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}
