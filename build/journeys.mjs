// `npm run journeys [-- --project=electron] [-- file or flags of Playwright]`
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages, missingPackages } from './launch/systemPackages.mjs';
import { prepare } from './launch/prepare.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const problem = prepare(root) ?? installPackages(missingPackages(process.env).filter((name) => name === 'chromium'), (line) => void process.stderr.write(`${line}\n`));
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
const args = [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', '-c', join(root, 'build', 'playwright.config.ts'), ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
