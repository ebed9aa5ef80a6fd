/**
 * @typedef {object} StartFlags
 * @property {'auto' | 'electron' | 'node'} host
 * @property {boolean} open whether a window is to be opened
 * @property {string | null} profile
 * @property {string | null} path folder or project file to open
 */

/**
 * Reads what stands after `npm start --`. Both `--profile DIR` and `--profile=DIR` are taken.
 *
 * @param {readonly string[]} argv
 * @param {Readonly<Record<string, string | undefined>>} env `SIGHTLINE_HOST` is the default of `--host`
 * @returns {StartFlags | { problem: string }}
 */
export function readFlags(argv, env) {
  /** @type {Record<string, string>} */
  const given = {};
  const words = argv.flatMap((word) => (/^--[a-z-]+=/.test(word) ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] : [word]));
  while (words.length > 0) {
    const name = words.shift() ?? '';
    if (name === '--no-open') given['open'] = 'no';
    else if (name === '--host' || name === '--profile' || name === '--open') {
      const value = words.shift();
      if (value === undefined || value === '') return { problem: `${name} needs a value, for example ${EXAMPLES[name]}` };
      given[name.slice(2) === 'open' ? 'path' : name.slice(2)] = value;
    } else return { problem: `Unknown flag ${name}. Flags are: --host=electron|node, --no-open, --profile DIR, --open PATH` };
  }
  const host = given['host'] ?? env['SIGHTLINE_HOST'] ?? 'auto';
  if (host !== 'auto' && host !== 'electron' && host !== 'node') return { problem: `--host is electron or node, not ${host}` };
  return { host, open: given['open'] === undefined, profile: given['profile'] ?? null, path: given['path'] ?? null };
}

/** @type {Readonly<Record<string, string>>} */
const EXAMPLES = { '--host': '--host=node', '--profile': '--profile ./my-profile', '--open': '--open ./photos' };

/**
 * The flags as the hosts take them.
 *
 * @param {StartFlags} flags
 * @returns {string[]}
 */
export function hostArguments({ open, profile, path }) {
  return [...(open ? [] : ['--no-open']), ...(profile === null ? [] : ['--profile', profile]), ...(path === null ? [] : ['--open', path])];
}
