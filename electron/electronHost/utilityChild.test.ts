import { expect, it } from 'vitest';
import { recorded } from '../../tests/support/electronStub.ts';
import { meetingArguments, readMeetingPoint } from '../services/meeting.ts';
import { utilityChild } from './utilityChild.ts';

it('starts a process that is told where to go and nothing secret, and ends with it', async () => {
  const point = { address: '/tmp/somewhere.sock', password: 'word' };
  const ended = utilityChild('/program/decoderProcess.js', meetingArguments(point), 'Sightline decoder');
  const child = recorded.forks.at(-1);
  expect(child?.program).toBe('/program/decoderProcess.js');
  expect(readMeetingPoint(child?.args ?? [])).toEqual(point);
  expect(Object.keys((child?.options['env'] ?? {}) as object)).not.toContain('NODE_OPTIONS');
  child?.emit('exit', 0);
  await ended;
});
