import { AppError } from '#shared/base/errors.ts';
import type { ProjectId } from '#shared/model/ids.ts';
import { isPrivateStream, privateStreamOf } from '#shared/model/streams.ts';
import type { DocumentRecord } from '#shared/model/records.ts';
import type { StreamId, Transaction } from '#shared/model/transaction.ts';
import type { DatabaseRoom, WorkspacePorts } from './databaseRoom.ts';
import type { OpenProjects } from './openProjects.ts';

/** Ops in one transaction at most: the server takes 2,000 as one, and a push carries 500. */
const CHUNK = 400;

type CopyPorts = Pick<WorkspacePorts, 'newId' | 'clock' | 'host'>;

interface Rooms {
  readonly source: DatabaseRoom;
  readonly target: DatabaseRoom;
}

interface Copy {
  readonly from: string;
  /** The account's database. */
  readonly database: string;
  readonly to: string;
}

/**
 * Copies every record of a local project into an account's database as new changes that wait to be pushed. The local
 * database keeps its own: signing in never takes anything away. Repeating it copies only what is not there yet.
 */
export async function copyProject(parts: { readonly ports: CopyPorts; readonly projects: OpenProjects }, copy: Copy): Promise<number> {
  const person = await personOf(parts.ports, copy.database);
  const source = await parts.projects.room('local');
  const target = await parts.projects.room(copy.database);
  const streams = (await source.database.streams.where('project').equals(copy.from).toArray()).map(({ id }) => id);
  let copied = 0;
  for (const stream of streams) copied += await copyStream(parts.ports, { source, target }, { stream, person, ...copy });
  return copied;
}

/** Whose account it is: what was noted here before there was one belongs to that person from now on. */
async function personOf({ host }: CopyPorts, database: string): Promise<string> {
  const account = (await host.server.accounts({})).find(({ id }) => id === database);
  if (account === undefined) throw new AppError('server/no-account', 'This computer does not know that account any more. Sign in again and repeat the push.');
  return account.person.id;
}

function signed(record: DocumentRecord, person: string): DocumentRecord {
  return (record.type === 'flag' || record.type === 'answer' || record.type === 'revision') && record.author === 'local' ? { ...record, author: person } : record;
}

async function copyStream(ports: CopyPorts, rooms: Rooms, what: Copy & { readonly stream: StreamId; readonly person: string }): Promise<number> {
  const stream: StreamId = copiedStream(what);
  const there = new Set((await rooms.target.engine.records(stream)).map(({ id }) => id));
  const records = (await rooms.source.engine.records(what.stream)).filter(({ id }) => !there.has(id));
  for (let at = 0; at < records.length; at += CHUNK) {
    const ops = records.slice(at, at + CHUNK).map((record) => ({ op: 'put' as const, record: signed(record, what.person) }));
    const transaction: Transaction = { id: ports.newId(), label: 'project.copy', via: 'import', undoes: null, at: ports.clock.now(), parts: [{ stream, ops, inverse: [] }] };
    const { copies, cause } = await rooms.target.engine.commit({ project: what.to, local: false, transaction });
    if (copies === 'none') throw new AppError('database/cannot-write', `The database of this computer cannot be written: ${cause ?? 'no reason given'}. Free some disk space and try again.`);
  }
  return records.length;
}

function copiedStream({ stream, to, person }: Copy & { readonly stream: StreamId; readonly person: string }): StreamId {
  if (stream.startsWith('p:')) return `p:${to}`;
  return isPrivateStream(stream) ? privateStreamOf(to as ProjectId, person) : stream;
}
