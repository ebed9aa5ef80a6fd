import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { beforeEach, expect, test, vi } from 'vitest';
import { uuidMaker, type Uuid } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import type { Op } from '#shared/model/ops.ts';
import type { DocumentRecord, Flag, Track } from '#shared/model/records.ts';
import type { StreamId, Transaction } from '#shared/model/transaction.ts';
import { Disk, Server, startMachine, type Machine } from './workspaceWorld.ts';

const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(99).bytes);
const project = newId();
const stream: StreamId = `t:${newId()}`;

beforeEach(() => {
  Dexie.dependencies.indexedDB = new IDBFactory();
});

const track = (note: string, id: Uuid = newId()): Track => ({ id: id as Track['id'], type: 'track', kind: 'box', label: null, extent: 'still', z: 0, note, locked: false, pinned: false, difficult: false, group: null });
const flagOf = (author: string): Flag => ({
  id: newId() as Flag['id'], type: 'flag', task: newId() as Flag['task'], author, kind: 'question', anchor: { item: newId(), frame: 0, tracks: [], region: null }, tags: [], text: 'why?',
  disposition: 'note', crop: null, cleanCrop: null, uploads: [], look: null, strip: [], taken: null, frozen: [], openedAt: 0, submittedAt: 0, verdict: null, verdictReason: null,
});
const change = (ops: readonly Op[], more: Partial<Transaction> = {}): Transaction => ({ id: newId(), label: 'test', via: 'ui', undoes: null, at: 0, parts: [{ stream, ops, inverse: [] }], ...more });
const rename = (box: Track, note: string): Transaction => change([], { parts: [{ stream, ops: [{ op: 'patch', id: box.id, set: { note } }], inverse: [{ op: 'patch', id: box.id, set: { note: box.note } }] }] });
const put = (record: DocumentRecord): Op => ({ op: 'put', record });
const notes = (records: readonly DocumentRecord[]): (string | null)[] => records.flatMap((record) => (record.type === 'track' ? [record.note] : [])).sort((a, b) => (a ?? '').localeCompare(b ?? ''));

async function opened(machine: Machine, database = 'local'): Promise<Machine> {
  await machine.workspace.projects.open({ database, project, seed: [] });
  await machine.workspace.streams.open({ project, stream });
  return machine;
}

const records = async ({ workspace }: Machine): Promise<(string | null)[]> => notes((await workspace.streams.open({ project, stream })).records);

test('what was saved is there after a restart, with its history', async () => {
  const disk = new Disk(newId());
  const first = await opened(startMachine(disk, null));
  const saved = await first.workspace.commit.apply({ project, transaction: change([put(track('a'))]) });
  expect(saved).toEqual({ copies: 'both', cause: null });
  const second = await opened(startMachine(disk, null));
  const again = await second.workspace.streams.open({ project, stream });
  expect(notes(again.records)).toEqual(['a']);
  expect(again.history).toHaveLength(1);
});

test('the whole database is lost: the journal brings everything back, and says so', async () => {
  const disk = new Disk(newId());
  const first = await opened(startMachine(disk, null));
  const box = track('kept');
  await first.workspace.commit.apply({ project, transaction: change([put(box)]) });
  await first.workspace.commit.apply({ project, transaction: rename(box, 'changed') });
  Dexie.dependencies.indexedDB = new IDBFactory();
  const second = startMachine(disk, null);
  const { recovery } = await second.workspace.projects.open({ database: 'local', project, seed: [] });
  expect(recovery.recovered).toBe(2);
  expect(await records(second)).toEqual(['changed']);
});

test('a full disk under the journal is one copy, said with its cause, and heals by itself', async () => {
  const disk = new Disk(newId());
  const machine = await opened(startMachine(disk, null));
  disk.full = true;
  const saved = await machine.workspace.commit.apply({ project, transaction: change([put(track('a'))]) });
  expect(saved).toEqual({ copies: 'one', cause: 'The disk is full.' });
  disk.full = false;
  expect(await machine.workspace.commit.apply({ project, transaction: change([put(track('b'))]) })).toEqual({ copies: 'both', cause: null });
  expect(disk.journals.get('local')).toHaveLength(2);
});

test('the sign turns green by itself when there is room again', async () => {
  const disk = new Disk(newId());
  const machine = await opened(startMachine(disk, null));
  const signs: string[] = [];
  const leave = new AbortController();
  const told = (async () => {
    for await (const { saved } of machine.workspace.sync.status({}, { signal: leave.signal })) signs.push(saved);
  })();
  disk.full = true;
  await machine.workspace.commit.apply({ project, transaction: change([put(track('a'))]) });
  await vi.waitFor(() => expect(signs.at(-1)).toBe('one-copy'));
  disk.full = false;
  machine.tick();
  await vi.waitFor(() => expect(signs.at(-1)).toBe('saved'));
  leave.abort();
  await told;
});

test('two machines of one project meet, the cable out in between', async () => {
  const server = new Server();
  const a = await opened(startMachine(new Disk(newId()), server.seenBy(newId()), seeded(2)), 'account-a');
  const b = await opened(startMachine(new Disk(newId()), server.seenBy(newId()), seeded(3)), 'account-b');
  const box = track('from a');
  await a.workspace.commit.apply({ project, transaction: change([put(box)]) });
  await a.workspace.sync.now({ project });
  await b.workspace.sync.now({ project });
  expect(await records(b)).toEqual(['from a']);
  server.connected = false;
  await a.workspace.commit.apply({ project, transaction: change([put(track('offline a'))]) });
  await b.workspace.commit.apply({ project, transaction: rename(box, 'b was here') });
  await a.workspace.sync.now({ project });
  server.connected = true;
  for (const machine of [a, b, a, b]) await machine.workspace.sync.now({ project });
  expect(await records(a)).toEqual(['b was here', 'offline a']);
  expect(await records(b)).toEqual(await records(a));
  expect(await a.workspace.streams.query({ project, types: ['track'] })).toHaveLength(2);
});

test('a local project is copied to an account once, however often it is asked', async () => {
  const server = new Server();
  const person = newId();
  const machine = await opened(startMachine(new Disk(newId()), server.seenBy(person)));
  await machine.workspace.commit.apply({ project, transaction: change([put(track('mine')), put(flagOf('local'))]) });
  expect(await machine.workspace.projects.copyTo({ from: project, database: 'account', project })).toEqual({ records: 2 });
  expect(await machine.workspace.projects.copyTo({ from: project, database: 'account', project })).toEqual({ records: 0 });
  await opened(machine, 'account');
  await machine.workspace.sync.now({ project });
  expect(server.ledger.project(project).objects.get(stream)?.size).toBe(2);
  const flags = await machine.workspace.streams.query({ project, types: ['flag'] });
  expect(flags.map(({ record }) => record.type === 'flag' && record.author)).toEqual([person]);
});

test('the document is kept as a file of the host when work pauses', async () => {
  const disk = new Disk(newId());
  const machine = await opened(startMachine(disk, null));
  await machine.workspace.commit.apply({ project, transaction: change([put(track('a'))]) });
  await machine.workspace.projects.close({ project });
  expect(disk.documents.get(stream)?.lseq).toBe(1);
  expect(disk.documents.get(stream)?.records).toHaveLength(1);
});
