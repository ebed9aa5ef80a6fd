import { AppError } from '#shared/base/errors.ts';
import { uuidMaker, type Uuid } from '#shared/base/id.ts';
import { seeded, type Seeded } from '#shared/base/seeded.ts';
import type { HostContract } from '#shared/bridge/hostContract.ts';
import type { ClientOf } from '#shared/bridge/service.ts';
import type { JournalEntry } from '#shared/sync/engine/ports.ts';
import type { WorkspacePorts } from '../../renderer/sync/databaseRoom.ts';
import { createWorkspace, type WorkspaceHandlers } from '../../renderer/sync/workspace.ts';
import { heads } from '../../server/ledger/heads.ts';
import type { LedgerScope } from '../../server/ledger/ledgerStore.ts';
import { MemoryLedger } from '../../server/ledger/memoryStore.ts';
import { pull } from '../../server/ledger/pull.ts';
import { push } from '../../server/ledger/push.ts';

const clock = { now: () => 1_700_000_000_000, ticks: () => 0 };

/** A server of one project in memory, with a cable that can be pulled out. */
export class Server {
  readonly ledger = new MemoryLedger('11111111-1111-4111-8111-111111111111' as Uuid);
  connected = true;

  /** The host's server service as the person `actor` reaches it. */
  seenBy(actor: Uuid): ClientOf<HostContract>['server'] {
    const ports = { store: this.ledger, clock };
    const scope = (project: string): LedgerScope => ({ project: project as Uuid, session: { org: actor, actor, role: 'lead', rank: 'person' } });
    const link = async <T>(work: () => Promise<T>): Promise<T> => {
      if (!this.connected) throw new AppError('server/unreachable', 'The cable is out.');
      return work();
    };
    const service: Pick<ClientOf<HostContract>['server'], 'accounts' | 'push' | 'pull' | 'heads' | 'hints'> = {
      accounts: async () => [{ id: 'account', address: 'http://127.0.0.1', signedIn: true, person: { id: actor, name: 'A', email: 'a@example.org', org: actor, orgName: 'O' } }],
      push: ({ project, request }) => link(async () => {
        const outcome = await push(ports, scope(project), request);
        if (!outcome.ok) throw new AppError(`server/${outcome.code}`, outcome.sentence);
        return outcome.answer;
      }),
      pull: ({ project, request }) => link(() => pull(ports, scope(project), request)),
      heads: ({ project }) => link(() => heads(ports, scope(project))),
      hints: () => silence(),
    };
    return service as ClientOf<HostContract>['server'];
  }
}

/** A feed that ends before it says anything: these tests do without hints. */
async function* silence(): AsyncGenerator<never> {
  yield* [];
}

/** The part of one machine that outlives its window: journal files and saved documents. */
export class Disk {
  readonly journals = new Map<string, JournalEntry[]>();
  readonly documents = new Map<string, { readonly lseq: number; readonly records: readonly unknown[] }>();
  readonly device: Uuid;
  full = false;

  constructor(device: Uuid) {
    this.device = device;
  }
}

export interface Machine {
  readonly disk: Disk;
  readonly workspace: WorkspaceHandlers;
  /** Runs what waits for a timer. */
  tick(): void;
}

/** Starts the workspace of one window over a disk. `IndexedDB` is the global one of the test. */
export function startMachine(disk: Disk, server: ClientOf<HostContract>['server'] | null, random: Seeded = seeded(1)): Machine {
  const due = new Set<() => void>();
  const ports: WorkspacePorts = {
    host: hostOf(disk, server), clock, random: random.bytes, newId: uuidMaker(clock, random.bytes), lock: async () => () => undefined,
    timers: { after: (_ms, work) => { due.add(work); return () => void due.delete(work); } },
  };
  const tick = (): void => {
    for (const work of [...due]) {
      due.delete(work);
      work();
    }
  };
  return { disk, workspace: createWorkspace(ports), tick };
}

function hostOf(disk: Disk, server: ClientOf<HostContract>['server'] | null): ClientOf<HostContract> {
  const journal = {
    open: async ({ database }: { database: string }) => {
      const entries = disk.journals.get(database) ?? [];
      return { device: disk.device, lastLseq: Math.max(0, ...entries.map(({ lseq }) => lseq)), records: entries.length, problems: [] };
    },
    append: async ({ database, records }: { database: string; records: readonly JournalEntry[] }) => {
      if (disk.full) throw new AppError('files/no-space', 'The disk is full.');
      disk.journals.set(database, [...(disk.journals.get(database) ?? []), ...structuredClone(records)]);
      return { lastLseq: Math.max(...records.map(({ lseq }) => lseq)) };
    },
    async *read({ database, after }: { database: string; after: number }) {
      yield (disk.journals.get(database) ?? []).filter(({ lseq }) => lseq > after);
    },
    renewDevice: async () => ({ device: disk.device }),
    makeRoom: async () => ({ made: false }),
  };
  const projects = {
    saveDocument: async ({ stream, lseq, records }: { stream: string; lseq: number; records: readonly unknown[] }) => {
      disk.documents.set(stream, { lseq, records });
      return {};
    },
  };
  return { journal, projects, server } as unknown as ClientOf<HostContract>;
}
