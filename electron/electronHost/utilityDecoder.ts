import { utilityProcess } from 'electron';
import { meetingArguments } from '../decoderProcess/meetingArguments.ts';
import type { MeetingPoint } from '../services/localWire.ts';
import { childEnvironment } from '../storeProcess/childEnvironment.ts';

/** Starts a decoder process as one of Electron's utility processes; resolves when it has ended. */
export function utilityDecoder(program: string, point: MeetingPoint): Promise<void> {
  const child = utilityProcess.fork(program, meetingArguments(point), { serviceName: 'Sightline decoder', env: childEnvironment(process.env), execArgv: [], stdio: 'ignore' });
  return new Promise((ended) => void child.on('exit', () => ended()));
}
