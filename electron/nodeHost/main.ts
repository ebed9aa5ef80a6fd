import { errorSentence } from '#shared/base/errors.ts';
import { readFlags, type Flags } from '../services/flags.ts';
import { machineClock } from '../services/machineClock.ts';
import { programFolders } from '../services/programFolders.ts';
import { findChromium, openWindow, thisDesktop, windowArguments } from './chromium.ts';
import { startNodeHost, type NodeHost } from './nodeHost.ts';
import { defaultProfile, openProfile } from '../services/profileFolder.ts';
import { handOver } from './runningHost.ts';

/** The one line of stdout; whoever started us reads the address from it. */
function sayReady(address: string): void {
  process.stdout.write(`Sightline is ready: ${address}\n`);
}

async function main(flags: Flags): Promise<void> {
  const profile = flags.profile ?? defaultProfile(process.platform, process.env);
  await openProfile(profile);
  const running = await handOver(profile, { open: flags.open, window: flags.window });
  if (running !== null) return sayReady(running);
  const chromium = findChromium(thisDesktop);
  let host: NodeHost | null = null;
  const show = (address: string): void => {
    if (chromium === null) return;
    const began = machineClock.ticks();
    void openWindow(chromium, windowArguments(address, profile, process.getuid?.() === 0)).then(() => host?.windowEnded(machineClock.ticks() - began));
  };
  const signalled = untilSignalled();
  host = await startNodeHost({ profile, flags, folders: programFolders(import.meta.url), openWindow: show });
  sayReady(host.address());
  if (flags.window) show(host.address());
  await Promise.race([signalled, host.windowClosed]);
  await host.close();
}

/** Listened for before anyone is told that we are ready. A second signal does not wait for anything. */
async function untilSignalled(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

try {
  await main(readFlags(process.argv.slice(2), process.cwd()));
  process.exit(0);
} catch (error) {
  process.stderr.write(`${errorSentence(error)}\n`);
  process.exit(1);
}
