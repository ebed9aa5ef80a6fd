import { AppError } from '../base/errors.ts';
import type { Stop } from '../base/listeners.ts';
import { faultOf } from './fault.ts';
import { FEED_WINDOW } from './frame.ts';
import type { Call, CallOptions, Contract, Feed, Frame, HandlersOf, Wire } from './service.ts';

/** A contract with what answers it, and where. */
export interface Serving<C extends Contract> {
  readonly contract: C;
  readonly handlers: HandlersOf<C>;
  readonly wire: Wire;
  /** Hears every error that is not one of ours, with its message and stack, which never cross the wire. */
  readonly onFault: (method: string, error: unknown) => void;
}

/** More questions at once than any page has: a runaway asker is refused instead of filling the memory. */
const MOST_AT_ONCE = 4096;

type Question = Extract<Frame, { kind: 'call' | 'feed' }>;
type Handler = (input: unknown, options: CallOptions) => unknown;
type Handlers = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

/** The far side of a contract: answers questions from the wire with the handlers until stopped or the wire closes. */
export function serve<C extends Contract>(contract: C, handlers: HandlersOf<C>, wire: Wire): Stop {
  return serveLogged({ contract, handlers, wire, onFault: () => undefined });
}

/** The same, where faults of our own making are to be written down. */
export function serveLogged<C extends Contract>({ contract, handlers, wire, onFault }: Serving<C>): Stop {
  const running = new Map<number, Running>();
  const answer = answerer(contract, handlers as unknown as Handlers, { wire, running, onFault });
  const stopAll = (): void => {
    for (const one of running.values()) one.stop();
    running.clear();
  };
  const leaveFrames = wire.onFrame((frame) => {
    if (frame.kind === 'call' || frame.kind === 'feed') answer(frame);
    else if (frame.kind === 'stop') running.get(frame.id)?.stop();
    else if (frame.kind === 'more') running.get(frame.id)?.grant(frame.count);
  });
  const leaveClose = wire.onClose(stopAll);
  return () => {
    leaveFrames();
    leaveClose();
    stopAll();
  };
}

interface Far {
  readonly wire: Wire;
  readonly running: Map<number, Running>;
  readonly onFault: (method: string, error: unknown) => void;
}

function answerer(contract: Contract, handlers: Handlers, { wire, running, onFault }: Far): (question: Question) => void {
  return (question) => {
    if (running.has(question.id)) return;
    const { id, method } = question;
    const work = new Running();
    running.set(id, work);
    const send = (frame: Frame): void => {
      if (!work.stopped) wire.send(frame);
    };
    respond({ contract, handlers, question, work, send, busy: running.size > MOST_AT_ONCE })
      .catch((error: unknown) => {
        if (!(error instanceof AppError) && !work.stopped) onFault(method, error);
        send({ kind: 'error', id, body: faultOf(error, method) });
      })
      .catch((error: unknown) => onFault(method, error))
      .finally(() => {
        if (running.get(id) === work) running.delete(id);
      });
  };
}

interface Response {
  readonly contract: Contract;
  readonly handlers: Handlers;
  readonly question: Question;
  readonly work: Running;
  readonly send: (frame: Frame) => void;
  readonly busy: boolean;
}

async function respond({ contract, handlers, question, work, send, busy }: Response): Promise<void> {
  const { id, method } = question;
  if (busy) throw new AppError('bridge/busy', 'Too much is being asked at once. Try again in a moment.');
  const { shape, handler } = lookUp(contract, handlers, question);
  const input = parseInput(method, shape, question.body);
  const result = handler(input, { signal: work.signal });
  if (shape.verb === 'call') return send({ kind: 'answer', id, body: await result });
  await pump(result as AsyncIterable<unknown>, work, (body) => send({ kind: 'item', id, body }));
  send({ kind: 'end', id });
}

/** Own properties only: `constructor` and its like are names the contract does not have. */
function lookUp(contract: Contract, handlers: Handlers, { kind, method }: Question): { readonly shape: Call | Feed; readonly handler: Handler } {
  const dot = method.indexOf('.');
  const service = own(contract, method.slice(0, dot));
  const shape = service === null ? null : own(service, method.slice(dot + 1));
  if (shape === null || shape.verb !== kind) {
    throw new AppError('bridge/unknown-method', `This part of Sightline does not know “${method.slice(0, 80)}”. Restart Sightline, so that all its parts are of one version.`, { params: { method } });
  }
  const group = own(handlers, method.slice(0, dot));
  const handler = group === null ? null : own(group, method.slice(dot + 1));
  if (handler === null) throw new AppError('bridge/no-handler', `“${method}” is not available here.`, { params: { method } });
  return { shape, handler };
}

function own<T>(from: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(from, key) ? (from[key] ?? null) : null;
}

function parseInput(method: string, shape: Call | Feed, body: unknown): unknown {
  const parsed = shape.takes.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new AppError('bridge/bad-request', `What was asked of ${method} does not have the agreed form${where === '' ? '' : ` (at ${where})`}.`, { params: { method, where } });
}

/** Asks the source for the next item only while the reader has room for it. */
async function pump(source: AsyncIterable<unknown>, work: Running, send: (body: unknown) => void): Promise<void> {
  const items = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      await work.room();
      if (work.stopped) return;
      const next = await items.next();
      if (next.done === true || work.stopped) return;
      send(next.value);
      work.used();
    }
  } finally {
    if (work.stopped) void Promise.resolve(items.return?.()).catch(() => undefined);
  }
}

/** One question being answered: its cancellation and, for feeds, how many items its reader has room for. */
class Running {
  readonly #cancel = new AbortController();
  #credit = FEED_WINDOW;
  #wake: (() => void) | null = null;

  get signal(): AbortSignal {
    return this.#cancel.signal;
  }

  get stopped(): boolean {
    return this.#cancel.signal.aborted;
  }

  stop(): void {
    this.#cancel.abort(new AppError('bridge/cancelled', 'This was cancelled.'));
    this.#rouse();
  }

  grant(count: number): void {
    this.#credit = Math.min(FEED_WINDOW, this.#credit + count);
    this.#rouse();
  }

  used(): void {
    this.#credit -= 1;
  }

  async room(): Promise<void> {
    while (this.#credit <= 0 && !this.stopped) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #rouse(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
