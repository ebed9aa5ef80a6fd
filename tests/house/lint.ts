import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { rootFolders } from './floorPlan.ts';
import { root } from './scan/readSources.ts';

type Rules = Readonly<Record<string, unknown>>;

/** One `describe` is one function, and a row of a table is its parameters; what counts there is the length of the file. */
const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/*.journey.ts', '**/contracts/*Contract.ts'];

const answer = z.object({
  number_of_files: z.number(),
  diagnostics: z.array(z.object({ message: z.string(), code: z.string().optional(), filename: z.string(), labels: z.array(z.object({ span: z.object({ line: z.number() }) })) })),
});

/** What the linter's own parser says about every source, for these rules only. */
export function lint(rules: Rules): string[] {
  return inScratch(rules, (config) => run(root, ['-c', config, ...rootFolders.filter((folder) => folder !== 'assets')]));
}

/** The same for one text: shows that a rule bites. */
export function lintText(rules: Rules, text: string): string[] {
  return inScratch(rules, (config, folder) => {
    writeFileSync(join(folder, 'a.tsx'), text);
    return run(folder, ['-c', config, 'a.tsx']);
  });
}

function inScratch<T>(rules: Rules, work: (config: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    const config = join(folder, 'oxlint.json');
    writeFileSync(config, JSON.stringify({ plugins: ['typescript', 'import'], categories: { correctness: 'off' }, rules, overrides: [{ files: TESTS, rules: { 'max-lines-per-function': 'off', 'max-params': 'off' } }] }));
    return work(config, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(cwd: string, args: readonly string[]): string[] {
  const ran = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '-f', 'json', ...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  const { number_of_files: files, diagnostics } = answer.parse(JSON.parse(ran.stdout));
  if (files === 0) throw new Error('the linter saw no file at all');
  return diagnostics.map(({ filename, labels, message }) => `${filename}:${labels[0]?.span.line ?? 0} ${message}`);
}
