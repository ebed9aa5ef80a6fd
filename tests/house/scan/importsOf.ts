import type { Stripped } from './stripSource.ts';

/** One module another module names, types included. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** `start`: named by URL to be started as a worker or process, not loaded into this one. */
  readonly how: 'load' | 'start';
}

const PATTERNS: readonly { readonly how: Import['how']; readonly find: RegExp }[] = [
  { how: 'load', find: /\b(?:import|export)\b[^;'"`()]*?\bfrom\s*(?=['"])/g },
  { how: 'load', find: /\bimport\s*(?=['"])/g },
  { how: 'load', find: /\b(?:import|require)\s*\(\s*(?=['"`])/g },
  { how: 'start', find: /\bnew\s+URL\s*\(\s*(?=['"`][^'"`]*['"`]\s*,\s*import\s*\.\s*meta)/g },
];

/** A URL beside the module that is a program, not a folder or a data file. */
const PROGRAM = /\.[cm]?[jt]sx?$/;

/** Every import, export-from, dynamic import, type import and worker address of a source. */
export function importsOf({ code, strings }: Stripped): Import[] {
  return PATTERNS.flatMap(({ how, find }) =>
    [...code.matchAll(find)].flatMap((match) => {
      const quote = match.index + match[0].length;
      const specifier = strings.get(quote);
      if (specifier === undefined || (how === 'start' && !PROGRAM.test(specifier))) return [];
      return [{ specifier, how, line: lineAt(code, quote) }];
    }),
  );
}

/** Line number of a position, from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
