import * as z from 'zod';
import { AppError } from '#shared/base/errors.ts';
import { call, feed, type Contract, type HandlersOf } from '#shared/bridge/service.ts';

const nothing = z.object({});
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** A contract with one method for each thing a wire could get wrong. Everything the suite asks is asked over the wire. */
export const demoContract = {
  echo: {
    number: call(z.object({ value: z.number() }), z.number()),
    json: call(z.object({ value: z.unknown() }), z.unknown()),
    bytes: call(z.object({ nested: z.array(z.object({ deep: z.object({ part: bytes }) })) }), z.array(bytes)),
    list: call(z.object({ rows: z.array(z.object({ id: z.string(), at: z.number() })) }), z.array(z.object({ id: z.string(), at: z.number() }))),
  },
  trouble: {
    known: call(nothing, nothing),
    unknown: call(nothing, nothing),
    wrongAnswer: call(nothing, z.number()),
    brokenFeed: feed(nothing, z.number()),
  },
  slow: {
    wait: call(nothing, nothing),
    waits: call(nothing, z.object({ started: z.number(), stopped: z.number() })),
    count: feed(z.object({ to: z.number() }), z.number()),
    produced: call(nothing, z.object({ items: z.number(), left: z.number() })),
    chunks: feed(z.object({ count: z.number(), size: z.number() }), bytes),
  },
} satisfies Contract;

export type DemoContract = typeof demoContract;

export function demoHandlers(): HandlersOf<DemoContract> {
  const waits = { started: 0, stopped: 0 };
  const produced = { items: 0, left: 0 };
  return {
    echo: {
      number: async ({ value }) => value,
      json: async ({ value }) => value,
      bytes: async ({ nested }) => nested.map(({ deep }) => deep.part),
      list: async ({ rows }) => rows,
    },
    trouble: {
      known: async () => {
        throw new AppError('demo/known', '“a.jpg” cannot be read.', { params: { name: 'a.jpg', tries: 2 } });
      },
      unknown: async () => {
        throw new Error('ENOENT: /home/somebody/secret.txt');
      },
      wrongAnswer: async () => 'not a number' as unknown as number,
      async *brokenFeed() {
        yield 1;
        yield 2;
        throw new AppError('demo/broken-feed', 'The feed broke.');
      },
    },
    slow: {
      wait: async (_input, options) => {
        waits.started += 1;
        await new Promise<void>((resolve) => options?.signal?.addEventListener('abort', () => resolve(), { once: true }));
        waits.stopped += 1;
        return {};
      },
      waits: async () => waits,
      async *count({ to }) {
        produced.items = 0;
        try {
          for (let at = 0; at < to; at += 1) {
            produced.items += 1;
            yield at;
          }
        } finally {
          produced.left += 1;
        }
      },
      produced: async () => produced,
      async *chunks({ count, size }) {
        for (let at = 0; at < count; at += 1) yield new Uint8Array(size).fill(at % 256);
      },
    },
  };
}
