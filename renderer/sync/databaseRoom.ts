import type { HostContract } from '#shared/bridge/hostContract.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import type { Recovery } from '#shared/bridge/workspaceContract.ts';
import type { NewId } from '#shared/base/id.ts';
import type { Stop } from '#shared/base/listeners.ts';
import type { Clock, Random } from '#shared/base/ports.ts';
import type { Store, Timers } from '#shared/sync/engine/ports.ts';
import type { Recovered } from '#shared/sync/engine/recover.ts';
import { SyncEngine } from '#shared/sync/engine/syncEngine.ts';
import type { LocalDatabase } from '../local/database.ts';
import { dexieStore, type LocalWriter } from '../local/dexieStore.ts';
import { hostJournal } from '../local/hostJournal.ts';
import { hostTransport } from '../local/hostTransport.ts';
import { openDatabase } from '../local/openDatabase.ts';

/** What the workspace needs of the machine it runs on. */
export interface WorkspacePorts {
  readonly host: ClientOf<HostContract>;
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  readonly newId: NewId;
  /** One writer per database among all windows; answers null when another window holds it. */
  lock(name: string): Promise<Stop | null>;
}

/** One open local database with its engine. */
export interface DatabaseRoom {
  readonly name: string;
  /** Not of an account: this machine is its own ledger. */
  readonly local: boolean;
  readonly readOnly: boolean;
  readonly database: LocalDatabase;
  readonly store: Store<LocalWriter>;
  readonly engine: SyncEngine<LocalWriter>;
  readonly recovery: Recovery;
  close(): void;
}

/** Between two tries to open a database, milliseconds. */
const PAUSE = 300;

/** Opens a database and makes the start-up check before anything of it may be seen. */
export async function openDatabaseRoom(ports: WorkspacePorts, name: string): Promise<DatabaseRoom> {
  const unlock = await ports.lock(name);
  const { database, setAside } = await openDatabase(name, () => new Promise((resolve) => void ports.timers.after(PAUSE, resolve)));
  const local = name === 'local';
  const store = dexieStore(database);
  const { clock, random, timers, newId } = ports;
  const engine = new SyncEngine({ store, journal: hostJournal(ports.host, name), transport: local ? null : hostTransport(ports.host, name), clock, random, timers, newId });
  const recovered = unlock === null ? null : await engine.start();
  return {
    name, local, readOnly: unlock === null, database, store, engine, recovery: recoveryOf(recovered, setAside),
    close: () => {
      engine.stop();
      database.close();
      unlock?.();
    },
  };
}

/** What the person is told of the start-up check. */
function recoveryOf(recovered: Recovered | null, setAside: boolean): Recovery {
  if (recovered === null) return { recovered: 0, notices: [{ code: 'database/other-window', sentence: 'Another window of Sightline works in this project. Here you can look, but not change.' }] };
  const notices = [
    ...(setAside ? [{ code: 'database/set-aside', sentence: 'The database of this computer could not be opened. It was set aside, and your work was put together again from its second copy.' }] : []),
    ...(recovered.journalProblem === null ? [] : [{ code: 'journal/unreadable', sentence: `The second copy of your work cannot be read: ${recovered.journalProblem}` }]),
  ];
  return { recovered: recovered.recovered, notices };
}
