import type { ProjectId } from '#shared/model/ids.ts';
import { privateStreamOf } from '#shared/model/streams.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hint, type Hint } from '#shared/sync/messages.ts';
import { polygonRecords, testDevice } from '../../tests/support/testOps.ts';
import { callerFor, newTestId, startTestServer, type Caller, type TestServer } from '../../tests/support/testServer.ts';

let server: TestServer;
let annotator: Caller;
let engineer: Caller;
const project = newTestId();

beforeAll(async () => {
  server = await startTestServer();
  annotator = await callerFor(server.address, server.people.annotator);
  engineer = await callerFor(server.address, server.people.engineer);
  await annotator.ask('POST', '/v1/projects', { id: project, name: 'Street' });
}, 60_000);
afterAll(() => server.stop());

interface Listener {
  /** The next hint; waits for it. */
  next(): Promise<Hint | null>;
  stop(): void;
}

async function listen(caller: Caller): Promise<Listener> {
  const stop = new AbortController();
  const answer = await fetch(`${server.address}/v1/projects/${project}/events`, { signal: stop.signal, headers: { authorization: `Bearer ${caller.session.access}` } });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Hint | null> => {
    for (;;) {
      const found = /data: (.*)\n\n/.exec(text);
      if (found !== null) {
        text = text.slice(found.index + found[0].length);
        return hint.parse(JSON.parse(found[1] ?? ''));
      }
      const part = await reader?.read();
      if (part === undefined || part.done) return null;
      text += part.value;
    }
  };
  return { next, stop: () => stop.abort() };
}

async function pushTo(stream: string): Promise<void> {
  const device = testDevice(stream);
  await annotator.ask('POST', `/v1/projects/${project}/sync/push`, device.push(polygonRecords().map(device.put)));
}

describe('hints', () => {
  test('a push is heard by colleagues, a private stream only by its person', async () => {
    const [own, other] = [await listen(annotator), await listen(engineer)];
    const stream = `t:${newTestId()}`;
    const ownStream = privateStreamOf(project as ProjectId, server.people.annotator.id);
    await pushTo(ownStream);
    await pushTo(stream);
    expect((await own.next())?.stream).toBe(ownStream);
    expect(await own.next()).toEqual({ stream, head: 2 });
    expect(await other.next()).toEqual({ stream, head: 2 });
    own.stop();
    other.stop();
  });

  test('stopping the server ends every open stream', async () => {
    const second = await startTestServer({ database: server.database });
    const caller = await callerFor(second.address, second.people.lead);
    const own = newTestId();
    await caller.ask('POST', '/v1/projects', { id: own, name: 'Own' });
    const answer = await fetch(`${second.address}/v1/projects/${own}/events`, { headers: { authorization: `Bearer ${caller.session.access}` } });
    const whole = answer.text();
    await second.stop();
    expect(await whole).toContain(': listening');
  });
});
