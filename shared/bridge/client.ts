import { AppError } from '../base/errors.ts';
import type { Call, CallOptions, ClientOf, Contract, Feed, Service } from './service.ts';
import { errorOf } from './fault.ts';
import { clientLine, type Line } from './clientLine.ts';
import { readFeed, reasonOf } from './readFeed.ts';
import type { Wire } from './service.ts';

/**
 * The near side of a contract: one object whose methods ask over the wire. Answers are parsed with the contract;
 * refusals, unknown methods and a lost host arrive as `AppError`.
 */
export function connect<C extends Contract>(contract: C, wire: Wire): ClientOf<C> {
  const line = clientLine(wire);
  const services = Object.entries(contract).map(([name, service]) => [name, serviceClient(name, service, line)] as const);
  return Object.freeze(Object.fromEntries(services)) as ClientOf<C>;
}

function serviceClient(name: string, service: Service, line: Line): object {
  const methods = Object.entries(service).map(([key, shape]) => {
    const method = `${name}.${key}`;
    return [key, shape.verb === 'call' ? caller(line, method, shape) : feeder(line, method, shape)] as const;
  });
  return Object.freeze(Object.fromEntries(methods));
}

type Asker<Result> = (input: unknown, options?: CallOptions) => Result;

function caller(line: Line, method: string, shape: Call): Asker<Promise<unknown>> {
  const finish = (body: unknown, resolve: (value: unknown) => void, reject: (error: unknown) => void): void => {
    const parsed = shape.gives.safeParse(body);
    if (parsed.success) resolve(parsed.data);
    else reject(badAnswer(method, parsed.error));
  };
  return (input, { signal } = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(reasonOf(signal));
      const close = (): void => {
        signal?.removeEventListener('abort', onAbort);
        line.forget(id);
      };
      const settle = (end: () => void): void => {
        close();
        end();
      };
      const onAbort = (): void => {
        line.send({ kind: 'stop', id });
        settle(() => reject(reasonOf(signal)));
      };
      const id = line.open((event) => {
        if (event.kind === 'answer') settle(() => finish(event.body, resolve, reject));
        else if (event.kind === 'error') settle(() => reject(errorOf(event.body)));
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      line.send({ kind: 'call', id, method, body: input });
    });
}

function feeder(line: Line, method: string, shape: Feed): Asker<AsyncIterable<unknown>> {
  return (input, { signal } = {}) => ({
    [Symbol.asyncIterator]: () =>
      readFeed(line, { method, body: input }, {
        signal,
        parse: (body) => {
          const parsed = shape.gives.safeParse(body);
          if (parsed.success) return parsed.data;
          throw badAnswer(method, parsed.error);
        },
      }),
  });
}

function badAnswer(method: string, cause: unknown): AppError {
  return new AppError('bridge/bad-answer', `The answer to ${method} does not have the agreed form. Restart Sightline, so that all its parts are of one version.`, { params: { method }, cause });
}
