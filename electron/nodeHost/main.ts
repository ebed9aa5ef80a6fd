import { errorSentence } from '#shared/base/errors.ts';
import { readFlags, type Flags } from '../services/flags.ts';
import { programFolders } from '../services/programFolders.ts';
import { findChromium, isFirstWindow, openWindow, thisDesktop, windowArguments } from './chromium.ts';
import { startNodeHost } from './nodeHost.ts';
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
  if (running !== null) {
    process.stderr.write('Sightline is already open on this profile; what you asked for is shown in that window.\n');
    return sayReady(running);
  }
  const chromium = findChromium(thisDesktop);
  const end = new AbortController();
  const isRoot = process.getuid?.() === 0;
  const show = chromium === null ? null : (address: string) => openWindow(chromium, windowArguments(address, profile, { isRoot, isFirst: isFirstWindow(profile, thisDesktop) }), end.signal);
  const signalled = untilSignalled();
  const host = await startNodeHost({ profile, flags, folders: programFolders(import.meta.url), openWindow: show });
  sayReady(host.address());
  if (flags.window) host.openWindow();
  await Promise.race([signalled, host.windowClosed]);
  end.abort();
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
