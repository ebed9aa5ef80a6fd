import { machineClock, machineRandom } from '../services/machineClock.ts';
import { defaultProfile } from '../services/profileFolder.ts';
import { programFolders } from '../services/programFolders.ts';
import { runCli } from './runCli.ts';
import { startDecoder } from './startDecoder.ts';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

process.exitCode = await runCli(process.argv.slice(2), {
  console: {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    live: process.stderr.isTTY,
  },
  cwd: process.cwd(),
  profile: defaultProfile(process.platform, process.env),
  clock: machineClock,
  random: machineRandom,
  launchDecoder: () => startDecoder(programFolders(import.meta.url).decoderProcess),
  signal: stop.signal,
});
