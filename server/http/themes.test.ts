import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Uuid } from '#shared/base/id.ts';
import type { ProjectId } from '#shared/model/ids.ts';
import { reflectionIdOf, shareIdOf, type Reflection, type Share } from '#shared/model/privateRecords.ts';
import { privateStreamOf } from '#shared/model/streams.ts';
import { inviteAnswer, pullAnswer, pushAnswer, sessionAnswer, themesAnswer, type ThemesAnswer } from '#shared/sync/messages.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import { testDevice, type TestDevice } from '../../tests/support/testOps.ts';
import { callerFor, newTestId, request, startTestServer, type Answer, type Caller, type TestServer } from '../../tests/support/testServer.ts';

interface Person {
  readonly access: string;
  readonly stream: string;
  readonly device: TestDevice;
}

let server: TestServer;
let lead: Caller;
const people: Person[] = [];
const project = newTestId();
const at = `/v1/projects/${project}`;
const SECRET = 'the words nobody else reads';

beforeAll(async () => {
  server = await startTestServer();
  lead = await callerFor(server.address, server.people.lead);
  await lead.ask('POST', '/v1/projects', { id: project, name: 'Fields' });
  for (let one = 0; one < 5; one += 1) people.push(await join(one));
}, 90_000);
afterAll(() => server.stop());

async function join(number: number): Promise<Person> {
  const { code } = inviteAnswer.parse((await lead.ask('POST', `${at}/invitations`, { role: 'annotator', days: 7 })).body);
  const answer = await request({ address: server.address, method: 'POST', path: '/v1/invitations/accept', body: { code, name: `Person ${number}`, email: `${newTestId()}@example.org`, password: 'four words in a row', device: newTestId() } });
  const { access, person } = sessionAnswer.parse(answer.body);
  const stream = privateStreamOf(project as ProjectId, person.id);
  return { access, stream, device: testDevice(stream) };
}

const shareOf = ({ stream }: Person, more: Partial<Share> = {}): Share => ({ id: shareIdOf(reflectionIdOf(stream, '2026-W48'), 'a'), type: 'share', week: '2026-W48', what: 'card', name: null, labels: ['car'], effort: 6, residual: 0, tags: ['crowded'], text: '', sharedAt: Date.now(), ...more });
const ask = ({ access }: Person, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> => request({ address: server.address, method, path: `${at}${path}`, access, ...(body === undefined ? {} : { body }) });

async function share(person: Person): Promise<void> {
  const { results } = pushAnswer.parse((await ask(person, 'POST', '/sync/push', person.device.push([person.device.put(shareOf(person))]))).body);
  expect(results.map(({ status }) => status)).toEqual(['applied']);
}

async function seen(): Promise<ThemesAnswer> {
  return themesAnswer.parse((await lead.ask('GET', `${at}/themes`)).body);
}

describe('what people share of their weeks', () => {
  test('is counted from five people on, and no longer when one takes it back', async () => {
    for (const person of people.slice(0, 4)) await share(person);
    expect(await seen()).toMatchObject({ themes: [], quotes: [] });
    const last = people[4];
    if (last === undefined) throw new Error('five people');
    await share(last);
    expect((await seen()).themes).toEqual([{ tag: 'crowded', people: 5, cells: [{ label: 'car', people: 5 }] }]);
    const { id } = shareOf(last);
    await ask(last, 'POST', '/sync/push', last.device.push([{ ...last.device.set({ id, type: 'share' }, { base: { '*': 1 } }), kind: 'del' }]));
    expect((await seen()).themes).toEqual([]);
  });

  test('is for those who lead', async () => {
    for (const person of people) expect((await ask(person, 'GET', '/themes')).status).toBe(403);
    const engineer = await callerFor(server.address, server.people.engineer);
    expect([403, 404]).toContain((await engineer.ask('GET', `${at}/themes`)).status);
  });
});

describe('the raw answers of a person', () => {
  test('are read by no other through any route, whoever asks', async () => {
    const [own, other] = people;
    if (own === undefined || other === undefined) throw new Error('two people');
    const answers: Reflection = { id: reflectionIdOf(own.stream, '2026-W47'), type: 'reflection', week: '2026-W47', seed: 1, cards: [], highlight: SECRET, insight: '', state: 'done', at: 1 };
    await ask(own, 'POST', '/sync/push', own.device.push([own.device.put(answers)]));
    const pull = { proto: PROTOCOL, streams: [{ id: own.stream, cursor: 0 }], maxRows: 500 };
    expect(JSON.stringify((await ask(own, 'POST', '/sync/pull', pull)).body)).toContain(SECRET);
    const strangers: ((method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Answer>)[] = [(method, path, body) => ask(other, method, path, body), (method, path, body) => lead.ask(method, `${at}${path}`, body)];
    for (const stranger of strangers) {
      const pulled = await stranger('POST', '/sync/pull', pull);
      if (pulled.status === 200) expect(pullAnswer.parse(pulled.body).pages).toEqual([]);
      const device = testDevice(own.stream);
      expect((await stranger('POST', '/sync/push', device.push([device.put({ ...answers, id: newTestId() as Uuid })]))).status).toBe(404);
      for (const path of ['/sync/heads', '/themes', '/members', '/items', '/invitations']) {
        const { body } = await stranger('GET', path);
        expect(JSON.stringify(body ?? null), path).not.toContain(SECRET);
        expect(JSON.stringify(body ?? null), path).not.toContain(own.stream);
      }
    }
  });
});
