import { fork } from 'node:child_process';
import { meetingArguments } from '../decoderProcess/meetingArguments.ts';
import type { MeetingPoint } from '../services/localWire.ts';
import { childEnvironment } from '../storeProcess/childEnvironment.ts';

/** Starts a decoder process under plain Node, which goes to the given point by itself; resolves when it has ended. */
export function forkDecoder(program: string, point: MeetingPoint): Promise<void> {
  const child = fork(program, meetingArguments(point), { stdio: ['ignore', 2, 2, 'ipc'], execArgv: [], env: childEnvironment(process.env) });
  return new Promise((ended) => {
    child.on('exit', () => ended());
    child.on('error', () => ended());
  });
}
