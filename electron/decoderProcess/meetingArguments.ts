import * as z from 'zod';
import type { MeetingPoint } from '../services/localWire.ts';

const point = z.object({ address: z.string(), password: z.string() });

/** The command line of a decoder process. Other users of the machine may read it, which is why the address is a private one. */
export function meetingArguments({ address, password }: MeetingPoint): string[] {
  return [JSON.stringify({ address, password })];
}

export function readMeetingPoint(argv: readonly string[]): MeetingPoint {
  return point.parse(JSON.parse(argv.at(-1) ?? ''));
}
