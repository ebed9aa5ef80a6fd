import fastify, { type FastifyInstance } from 'fastify';
import type { LedgerStore } from './ledger/ledgerStore.ts';
import { sqlStore } from './ledger/sqlStore.ts';
import { sqlInvitations } from './projects/invitations.ts';
import { sqlSessions } from './accounts/sessions.ts';
import type { Passwords } from './accounts/passwords.ts';
import { sqlBlobRegister } from './blobs/blobRegister.ts';
import { diskBlobs } from './blobs/diskBlobs.ts';
import type { Database } from './database/database.ts';
import { accountRoutes } from './http/accountRoutes.ts';
import { blobRoutes } from './http/blobRoutes.ts';
import { events } from './http/eventRoutes.ts';
import { inFlight } from './http/inFlight.ts';
import { memberRoutes } from './http/memberRoutes.ts';
import { projectRoutes } from './http/projectRoutes.ts';
import { readJson } from './http/readJson.ts';
import { answerError } from './http/refusals.ts';
import { mount, type Route } from './http/route.ts';
import { sessionRoutes } from './http/sessionRoutes.ts';
import { syncRoutes } from './http/syncRoutes.ts';
import { themeRoutes } from './http/themeRoutes.ts';
import { uploads } from './http/uploadRoutes.ts';
import type { WriteJournal } from './journal/writeJournal.ts';
import { rooms } from './live/rooms.ts';
import type { Machine } from './machine/machine.ts';
import { sqlItems } from './projects/items.ts';
import { sqlMembers } from './projects/members.ts';
import { sqlProjects } from './projects/projects.ts';
import { sqlShares } from './reflection/shares.ts';
import { authorize, type Authorize } from './review/authorize.ts';

export interface ServerParts {
  readonly database: Database;
  readonly journal: WriteJournal;
  readonly passwords: Passwords;
  readonly machine: Machine;
  /** Folders for whole blobs and for uploads under way; on one file system, since finished uploads are moved. */
  readonly folders: { readonly blobs: string; readonly uploads: string };
  /** Tests put something permissive here to see whether row-level security holds alone. */
  readonly authorize?: Authorize;
  /** Where faults are written to; nowhere by default. */
  readonly log?: NodeJS.WritableStream;
}

export interface SightlineServer {
  /** Answers the address people can use. */
  listen(at: { readonly host: string; readonly port: number }): Promise<string>;
  close(): Promise<void>;
  /** Every route there is, for tests that must miss none. */
  readonly routes: readonly Route[];
  readonly app: FastifyInstance;
}

const HOUR_MS = 3_600_000;
/** Eight megabytes over a very slow line take minutes; a request that trickles on for ever is an attack. */
const SLOWEST_REQUEST_MS = 900_000;
/** How long requests under way may take when the server stops; uploads that are cut go on later. */
const PATIENCE_MS = 5_000;

/** The whole server over the parts it is given. */
export async function createServer(parts: ServerParts): Promise<SightlineServer> {
  const { database, journal, machine } = parts;
  const { clock } = machine;
  const store = sqlStore(database);
  const incarnation = await store.incarnation();
  const sessions = sqlSessions({ database, passwords: parts.passwords, machine });
  const projects = sqlProjects(database, clock);
  const invitations = sqlInvitations(database, machine);
  const register = sqlBlobRegister(database, clock);
  const blobs = diskBlobs(parts.folders.blobs);
  const live = rooms();
  const listening = events({ rooms: live, machine });
  const uploading = uploads({ folder: parts.folders.uploads, blobs, register, journal, machine });
  const routes: Route[] = [
    { method: 'GET', url: '/health', action: 'health.read', open: () => health(store, machine) },
    ...sessionRoutes({ sessions, machine, incarnation }),
    ...accountRoutes({ database, invitations, sessions, passwords: parts.passwords, journal, machine, incarnation }),
    ...memberRoutes({ members: sqlMembers(database), invitations, journal, machine }),
    ...themeRoutes({ shares: sqlShares(database), machine }),
    ...projectRoutes({ projects, items: sqlItems(database, clock), journal, machine, incarnation }),
    ...syncRoutes({ store, journal, rooms: live, machine }),
    ...listening.routes,
    ...blobRoutes({ blobs, register }),
    ...uploading.routes,
  ];
  const app = emptyApp(parts.log);
  const underWay = inFlight(app);
  for (const route of routes) mount(app, { sessions, projects, authorize: parts.authorize ?? authorize }, route);
  const stopSweeping = machine.timers.every(HOUR_MS, () => void uploading.sweep().catch((error: unknown) => app.log.error({ err: error }, 'sweep')));
  return {
    routes, app,
    listen: (at) => app.listen(at),
    close: async () => {
      stopSweeping();
      listening.close();
      const closed = app.close();
      await Promise.race([underWay.none(), machine.timers.pause(PATIENCE_MS)]);
      app.server.closeAllConnections();
      await closed;
    },
  };
}

async function health(store: LedgerStore, { clock }: Machine): Promise<{ ok: true; serverTime: number; incarnation: string }> {
  return { ok: true, serverTime: clock.now(), incarnation: await store.incarnation() };
}

function emptyApp(log: NodeJS.WritableStream | undefined): FastifyInstance {
  const app = fastify({ logger: log === undefined ? false : { level: 'warn', stream: log }, forceCloseConnections: 'idle', bodyLimit: 1024 * 1024, routerOptions: { maxParamLength: 200 }, requestTimeout: SLOWEST_REQUEST_MS });
  readJson(app);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((_request, reply) => {
    void reply.code(404).send({ code: 'server/unknown-address', sentence: 'There is nothing at this address of the server.' });
  });
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.header('cache-control', 'no-store');
    done();
  });
  return app;
}
