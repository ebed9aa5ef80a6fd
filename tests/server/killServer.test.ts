import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { pullAnswer, pushAnswer, type SessionAnswer } from '#shared/sync/messages.ts';
import { PROTOCOL } from '#shared/sync/protocol.ts';
import { polygonRecords, testDevice } from '../support/testOps.ts';
import { startServerProcess, type ServerProcess } from '../support/serverProcess.ts';
import { newTestId, request, signIn, type Answer } from '../support/testServer.ts';

const ROUNDS = 10;
let running: ServerProcess | null = null;
let folder = '';

afterAll(async () => {
  await running?.kill();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

interface Pusher {
  /** Ids of objects the server acknowledged. */
  readonly acknowledged: Set<string>;
  readonly done: Promise<void>;
}

type Ask = (path: string, body: unknown) => Promise<Answer>;

/** Tokens survive the server, addresses do not. */
function asking(server: ServerProcess, session: SessionAnswer): Ask {
  return (path, body) => request({ address: server.address, method: 'POST', path, body, access: session.access });
}

/** Pushes batch after batch until the connection breaks. */
function pushUntilCut(ask: Ask, path: string, stream: string): Pusher {
  const device = testDevice(stream);
  const acknowledged = new Set<string>();
  const work = async (): Promise<void> => {
    for (;;) {
      const ops = Array.from({ length: 10 }, () => polygonRecords()).flat().map(device.put);
      const answer = await ask(path, device.push(ops));
      if (answer.status === 429) continue;
      for (const { status, id } of pushAnswer.parse(answer.body).results) if (status === 'applied') acknowledged.add(ops.find((op) => op.id === id)?.obj ?? '');
    }
  };
  return { acknowledged, done: work().catch(() => undefined) };
}

async function allRows(ask: Ask, path: string, stream: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (let cursor = 0; ; ) {
    const page = pullAnswer.parse((await ask(path, { proto: PROTOCOL, streams: [{ id: stream, cursor }], maxRows: 500 })).body).pages[0];
    for (const row of page?.rows ?? []) found.add(row.id);
    if (page === undefined || page.rows.length < 500) return found;
    cursor = page.next;
  }
}

test(`the server is killed ${ROUNDS} times while it is pushed to: nothing acknowledged is lost, and it starts again`, async () => {
  running = await startServerProcess();
  folder = running.folder;
  const project = newTestId();
  const stream = `t:${newTestId()}`;
  const at = `/v1/projects/${project}/sync`;
  const annotator = await signIn(running.address, running.people.annotator);
  const lead = await signIn(running.address, running.people.lead);
  await asking(running, annotator)('/v1/projects', { id: project, name: 'Killed' });
  const acknowledged = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const pusher = pushUntilCut(asking(running, annotator), `${at}/push`, stream);
    await untilPushed(pusher.acknowledged, 20 + round * 15);
    await running.kill();
    await pusher.done;
    for (const id of pusher.acknowledged) acknowledged.add(id);
    running = await startServerProcess({ folder });
    const rows = await allRows(asking(running, lead), `${at}/pull`, stream);
    expect([...acknowledged].filter((id) => !rows.has(id)), `round ${round}`).toEqual([]);
  }
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * 20);
  expect(await running.stop()).toBe(0);
  running = null;
}, 240_000);

/** A kill at a moment that the work chooses, not the clock. */
async function untilPushed(acknowledged: ReadonlySet<string>, count: number): Promise<void> {
  while (acknowledged.size < count) await new Promise((resolve) => void setImmediate(resolve));
}
