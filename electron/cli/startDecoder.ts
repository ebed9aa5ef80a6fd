import { fork } from 'node:child_process';
import type { Wire } from '#shared/bridge/service.ts';
import { meet, meetingArguments } from '../services/meeting.ts';
import { noDecoder } from '../services/video/decoderLine.ts';

/** Starts a decoder process for a command. It ends when the command does. */
export function startDecoder(program: string): Promise<Wire> {
  return meet((point) => {
    const child = fork(program, meetingArguments(point), { stdio: ['ignore', 2, 2, 'ipc'], execArgv: [] });
    return new Promise<void>((ended) => {
      child.on('exit', () => ended());
      child.on('error', () => ended());
    });
  }, noDecoder);
}
