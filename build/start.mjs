// `npm start`: from a fresh clone to an open window. Flags after `--`:
//   --host=electron|node   --no-open   --profile DIR   --open PATH
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEnd, chooseHost, hasDisplay } from './launch/chooseHost.mjs';
import { electronStatus } from './launch/electronStatus.mjs';
import { fetchElectron, reachable } from './launch/fetchElectron.mjs';
import { hostArguments, readFlags } from './launch/flags.mjs';
import { prepare } from './launch/prepare.mjs';
import { runProgram } from './launch/runProgram.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);
const flags = readFlags(process.argv.slice(2), process.env);
process.exitCode = 'problem' in flags ? refuse(flags.problem) : await start(flags);

/**
 * @param {import('./launch/flags.mjs').StartFlags} given
 * @returns {Promise<number>}
 */
async function start(given) {
  const problem = prepare(root);
  if (problem !== null) return refuse(problem);
  const args = hostArguments({ ...given, profile: given.profile && resolve(given.profile), path: given.path && resolve(given.path) });
  const choice = await chooseHost(given.host, given.open, {
    status: () => electronStatus({ root, platform: process.platform, env: process.env }),
    reachable: () => reachable(process.env),
    fetch: (folder) => fetchElectron({ folder, scratch: resolve(root, 'out', 'electron-download'), say, env: process.env }),
    display: hasDisplay(process.platform, process.env),
  });
  if (choice.host === null) return refuse(choice.why);
  if (choice.host === 'node') return startNode(args, choice.why);
  const end = await runProgram({ command: choice.program, args: [root, ...sandboxArguments(), ...args], cwd: root });
  if (afterEnd(end) === 'done') return end.code;
  if (given.host === 'electron') return refuse(`Electron ended (code ${end.code}) before its window was ready. Leave out --host=electron to use a Chromium window.`);
  return startNode(args, `Electron cannot run here (it ended with code ${end.code}); opening in a Chromium window instead.`);
}

/**
 * @param {string[]} args
 * @param {string | null} why
 * @returns {Promise<number>}
 */
async function startNode(args, why) {
  if (why !== null) say(why);
  return (await runProgram({ command: process.execPath, args: [resolve(root, 'out', 'electron', 'nodeHost.js'), ...args], cwd: root })).code;
}

/** Chromium refuses its sandbox to root. */
function sandboxArguments() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** @param {string} sentence */
function refuse(sentence) {
  say(sentence);
  return 1;
}
