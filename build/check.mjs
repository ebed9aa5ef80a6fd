// `npm run check`: types, lint and the house rules; seconds, for before every commit.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from './launch/packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const checks = [
  ['node_modules/typescript/bin/tsc', '-b'],
  ['node_modules/oxlint/bin/oxlint', '--type-aware', '-c', 'build/oxlint.json', 'shared', 'electron', 'renderer', 'server', 'build', 'tests'],
  ['node_modules/vitest/vitest.mjs', 'run', '-c', 'build/vitest.config.ts', 'tests/house'],
];

if (!ensurePackages(root, (line) => void process.stderr.write(`${line}\n`))) process.exit(1);
const failed = checks.filter((args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0);
process.exitCode = failed.length === 0 ? 0 : 1;
