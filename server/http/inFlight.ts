import type { FastifyInstance } from 'fastify';

/** Knows when no request is being answered. */
export interface InFlight {
  none(): Promise<void>;
}

/**
 * Counts requests under way. A server that stops may cut every other connection: browsers and HTTP libraries open some
 * in advance, and those count as busy until they time out.
 */
export function inFlight(app: FastifyInstance): InFlight {
  let count = 0;
  let waiting: (() => void)[] = [];
  app.addHook('onRequest', (_request, reply, done) => {
    count += 1;
    reply.raw.once('close', () => {
      count -= 1;
      if (count > 0) return;
      for (const go of waiting) go();
      waiting = [];
    });
    done();
  });
  return { none: () => (count === 0 ? Promise.resolve() : new Promise((go) => void waiting.push(go))) };
}
