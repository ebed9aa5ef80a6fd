/**
 * @typedef {{ host: 'electron', program: string }} ElectronChoice
 * @typedef {{ host: 'node', why: string | null }} NodeChoice
 * @typedef {{ host: null, why: string }} NoChoice
 */

/**
 * @typedef {object} Machine what the decision may ask
 * @property {() => import('./electronStatus.mjs').ElectronStatus | null} status
 * @property {() => Promise<boolean>} reachable
 * @property {(folder: string) => Promise<boolean>} fetch
 * @property {boolean} display
 */

/**
 * Electron when its binary is here or can be had, otherwise the Node host. `why` is the sentence to show, null when
 * the person asked for what they get. Who asks for Electron by name gets it or a refusal, never something else.
 *
 * @param {'auto' | 'electron' | 'node'} wanted
 * @param {boolean} open without a window to open there is no use for Electron
 * @param {Machine} machine
 * @returns {Promise<ElectronChoice | NodeChoice | NoChoice>}
 */
export async function chooseHost(wanted, open, machine) {
  if (wanted === 'node') return { host: 'node', why: null };
  if (wanted === 'auto' && !open) return { host: 'node', why: null };
  if (!machine.display) {
    if (wanted === 'electron') return { host: null, why: 'Electron needs a display and this machine has none. Leave out --host=electron to get an address for a browser.' };
    return { host: 'node', why: 'There is no display here; open the address below in a browser on this machine.' };
  }
  const before = machine.status();
  if (before === null) return otherwise(wanted, 'Electron is not installed');
  if (before.program !== null) return { host: 'electron', program: before.program };
  if (!(await machine.reachable())) return otherwise(wanted, "Electron's program is not on this machine and its download cannot be reached");
  if (!(await machine.fetch(before.folder))) return otherwise(wanted, "Electron's program could not be downloaded");
  const program = machine.status()?.program ?? null;
  return program === null ? otherwise(wanted, "Electron's download finished but left no program") : { host: 'electron', program };
}

/**
 * @param {'auto' | 'electron' | 'node'} wanted
 * @param {string} what
 * @returns {NodeChoice | NoChoice}
 */
function otherwise(wanted, what) {
  if (wanted === 'electron') return { host: null, why: `${what}. Leave out --host=electron to open Sightline in a Chromium window.` };
  return { host: 'node', why: `${what}; opening in a Chromium window instead.` };
}

/**
 * Whether a window can be shown. Only Linux can be without.
 *
 * @param {string} platform
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {boolean}
 */
export function hasDisplay(platform, env) {
  if (platform !== 'linux') return true;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/**
 * What to do when the program ended. Leaving before it was ready, with a failure, means that it cannot run here; code 0
 * means that it handed over to a window that was open already.
 *
 * @param {{ ready: boolean, code: number }} end
 * @returns {'done' | 'fall back'}
 */
export function afterEnd({ ready, code }) {
  return ready || code === 0 ? 'done' : 'fall back';
}
