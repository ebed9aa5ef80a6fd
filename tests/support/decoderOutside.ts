import { fork, type ChildProcess } from 'node:child_process';
import type { Machine } from '../../electron/services/machine.ts';
import { meet, meetingArguments } from '../../electron/services/meeting.ts';
import { noDecoder } from '../../electron/services/video/decoderLine.ts';

/** Starts decoders as processes of their own from a bundled program, and knows those that live. */
export function decoderOutside(program: string): { readonly launch: Machine['launchDecoder']; readonly living: ReadonlySet<ChildProcess> } {
  const living = new Set<ChildProcess>();
  const launch: Machine['launchDecoder'] = () => meet((point) => {
    const child = fork(program, meetingArguments(point), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    living.add(child);
    return new Promise((ended) => child.on('exit', () => {
      living.delete(child);
      ended(null);
    }));
  }, noDecoder);
  return { launch, living };
}
