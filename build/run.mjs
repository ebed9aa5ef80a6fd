// Runs one of the bundled programs by name, after installing and building what is missing:
//   node build/run.mjs server|cli|simulate|bench|kill|sample [arguments of the program]
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleOf } from './entries.mjs';
import { prepare } from './launch/prepare.mjs';
import { runProgram } from './launch/runProgram.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [name = '', ...args] = process.argv.slice(2);
process.exitCode = await run();

async function run() {
  const bundle = bundleOf(name);
  if (bundle === null) return refuse(`There is no program called "${name}".`);
  const problem = prepare(root);
  if (problem !== null) return refuse(problem);
  const file = join(root, bundle);
  if (!existsSync(file)) return refuse(`The build left no ${bundle}.`);
  // What a person types after `npm run cli --` is relative to where they stand, not to the repository.
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  return (await runProgram({ command: process.execPath, args: ['--enable-source-maps', file, ...args], cwd })).code;
}

/** @param {string} sentence */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
