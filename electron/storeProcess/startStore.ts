import { AppError } from '#shared/base/errors.ts';
import { connect } from '#shared/bridge/client.ts';
import { reopeningWire } from '#shared/bridge/reopeningWire.ts';
import { serve } from '#shared/bridge/serve.ts';
import type { ClientOf, HandlersOf, Wire } from '#shared/bridge/service.ts';
import type { Grants } from '../services/grants.ts';
import { meet, type MeetingPoint } from '../services/meeting.ts';
import type { Vault } from '../services/machine.ts';
import { crashWatch } from './crashWatch.ts';
import { responseOf } from './requestParts.ts';
import { ownerContract, storeContract, type OwnerContract, type StoreContract } from './storeContract.ts';

export interface StoreStart {
  /** Starts the process, which comes to the given point; resolves when it has ended. */
  launch(point: MeetingPoint): Promise<void>;
  /** Starts a decoder process that goes to the given point; resolves when it has ended. */
  decode(point: MeetingPoint): Promise<void>;
  readonly vault: Vault;
  readonly grants: Grants;
  readonly log: (text: string) => void;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** The store process as main sees it: always there, whatever becomes of the process. */
export interface Store {
  readonly services: ClientOf<StoreContract>;
  handleRequest(request: Request): Promise<Response>;
  /** Lets it finish its writes and ends it. */
  close(): Promise<void>;
}

const lost = {
  code: 'host/restarted',
  sentence: 'The part of Sightline that reads and writes files stopped and was started again. What was saved is safe; try this once more.',
  params: {},
};

/**
 * Starts the store process, and again whenever it dies, a little later each time. Questions under way are answered with
 * `host/restarted`; later ones wait for the new process. An address whose bytes killed it three times is refused.
 */
export function startStore(start: StoreStart): Store {
  const crashes = crashWatch();
  const wire = reopeningWire({
    open: () => openOnce(start),
    lost,
    patience: 4,
    pause: (attempt) => start.pause(Math.min(5000, 100 * 2 ** Math.min(attempt - 1 + crashes.recent, 8))),
  });
  wire.onState((state) => {
    if (state === 'open') return;
    crashes.happened();
    start.log('the store process was lost');
  });
  const services = connect(storeContract, wire);
  return {
    services,
    handleRequest: (request) => crashes.guard(request.url, () => responseOf(services.requests.fetch, request)),
    async close() {
      await Promise.race([services.process.close({}).catch(() => undefined), start.pause(5000)]);
      wire.close();
    },
  };
}

/** One life of the process: answers its questions, waits until it is ready and gives it the grants so far. */
async function openOnce(start: StoreStart): Promise<Wire> {
  const line = await meet((point) => start.launch(point), () => couldNotStart('it ended at once'));
  await new Promise<void>((ready, failed) => {
    line.onClose((why) => failed(couldNotStart(why)));
    serve(ownerContract, ownerHandlers(start, ready), line);
  });
  const grants = start.grants.all().map(({ grant, path }) => ({ grant, path }));
  if (grants.length > 0) await connect(storeContract, line).grants.add({ grants });
  return line;
}

function couldNotStart(why: string): AppError {
  return new AppError('host/store-start', `The part of Sightline that reads and writes files could not start (${why}).`);
}

function ownerHandlers({ vault, log, decode }: StoreStart, ready: () => void): HandlersOf<OwnerContract> {
  return {
    vault: {
      read: ({ account }) => vault.read(account),
      write: async ({ account, secret }) => (await vault.write(account, secret), {}),
      clear: async ({ account }) => (await vault.clear(account), {}),
    },
    process: {
      ready: async () => (ready(), {}),
      log: async ({ text }) => (log(text), {}),
      decode: async (point) => (await decode(point), {}),
    },
  };
}
