import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '#shared/bridge/client.ts';
import { FEED_WINDOW } from '#shared/bridge/frame.ts';
import { serve } from '#shared/bridge/serve.ts';
import type { ClientOf, Wire } from '#shared/bridge/service.ts';
import { demoContract, demoHandlers, type DemoContract } from './demoService.ts';

/** Two connected ends. The far one may be in another process and then serves the demo by itself (`far: null`). */
export interface WirePair {
  readonly near: Wire;
  readonly far: Wire | null;
  /** Cuts the line without a goodbye, as a crash does. */
  cut(): Promise<void>;
  stop(): Promise<void>;
}

/** What every wire must do, run over each of them. */
export function bridgeContract(name: string, makePair: () => Promise<WirePair>): void {
  describe(`bridge over ${name}`, () => {
    const stops: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const stop of stops.splice(0)) await stop();
    });
    const setUp = async (): Promise<{ demo: ClientOf<DemoContract>; pair: WirePair }> => {
      const pair = await makePair();
      if (pair.far !== null) serve(demoContract, demoHandlers(), pair.far);
      stops.push(() => pair.stop());
      return { demo: connect(demoContract, pair.near), pair };
    };
    answersTests(setUp);
    troubleTests(setUp);
    feedTests(setUp);
    lossTests(setUp);
  });
}

type SetUp = () => Promise<{ demo: ClientOf<DemoContract>; pair: WirePair }>;

function answersTests(setUp: SetUp): void {
  it('answers many questions at once, each with its own answer', async () => {
    const { demo } = await setUp();
    const values = Array.from({ length: 200 }, (_, at) => at);
    expect(await Promise.all(values.map((value) => demo.echo.number({ value })))).toEqual(values);
  });

  it('carries plain data unchanged, keys of ill will included', async () => {
    const { demo } = await setUp();
    const value = { text: 'ü\u0000\ud83d\ude80', '\0': 1, '\0\0x': [null, true, -1.5], empty: {}, list: [], ['constructor']: { prototype: 1 } };
    expect(await demo.echo.json({ value })).toEqual(value);
    const hostile = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    await demo.echo.json({ value: hostile });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  it('carries bytes at any depth, empty and large, and only the bytes in view', async () => {
    const { demo } = await setUp();
    const whole = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251);
    const parts = [new Uint8Array(0), whole, whole.subarray(3, 10)];
    const back = await demo.echo.bytes({ nested: parts.map((part) => ({ deep: { part } })) });
    expect(back.map((part) => Buffer.from(part).toString('base64'))).toEqual(parts.map((part) => Buffer.from(part).toString('base64')));
  });

  it('carries a list of 100,000 rows', async () => {
    const { demo } = await setUp();
    const rows = Array.from({ length: 100_000 }, (_, at) => ({ id: `row-${at}`, at }));
    const back = await demo.echo.list({ rows });
    expect(back).toHaveLength(100_000);
    expect(back[99_999]).toEqual({ id: 'row-99999', at: 99_999 });
  });
}

function troubleTests(setUp: SetUp): void {
  it('brings a refusal over with code, sentence and values', async () => {
    const { demo } = await setUp();
    await expect(demo.trouble.known({})).rejects.toMatchObject({ name: 'AppError', code: 'demo/known', message: '“a.jpg” cannot be read.', params: { name: 'a.jpg', tries: 2 } });
  });

  it('keeps the message of a foreign error, and its paths, on its side', async () => {
    const { demo } = await setUp();
    const error: unknown = await demo.trouble.unknown({}).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'unexpected' });
    expect(String(error)).not.toContain('somebody');
  });

  it('refuses input and answers of the wrong form', async () => {
    const { demo } = await setUp();
    await expect(demo.echo.number({ value: 'one' as unknown as number })).rejects.toMatchObject({ code: 'bridge/bad-request' });
    await expect(demo.trouble.wrongAnswer({})).rejects.toMatchObject({ code: 'bridge/bad-answer' });
  });

  it('refuses methods the contract does not own', async () => {
    const { pair } = await setUp();
    const errors: unknown[] = [];
    const methods = ['echo.nothing', 'echo.constructor', 'constructor.name', '__proto__.toString', 'echo', '', '.', 'slow.count'];
    await new Promise<void>((resolve) => {
      pair.near.onFrame((frame) => {
        if (frame.kind !== 'error') return;
        errors.push(frame.body.code);
        if (errors.length === methods.length) resolve();
      });
      methods.forEach((method, at) => pair.near.send({ kind: 'call', id: 1000 + at, method, body: { to: 1 } }));
    });
    expect(errors).toEqual(methods.map(() => 'bridge/unknown-method'));
  });

  it('says so when something cannot be sent', async () => {
    const { demo } = await setUp();
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const outcome = await demo.echo.json({ value: circle }).then(() => 'carried', (error: unknown) => (error as { code: string }).code);
    expect(['carried', 'bridge/unsendable']).toContain(outcome);
    expect(await demo.echo.number({ value: 4 })).toBe(4);
  });

  it('cancels a call on both sides', async () => {
    const { demo } = await setUp();
    const cancel = new AbortController();
    const waiting = demo.slow.wait({}, { signal: cancel.signal });
    await demo.slow.waits({});
    cancel.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await eventually(demo.slow.waits, { started: 1, stopped: 1 });
    await expect(demo.slow.wait({}, { signal: cancel.signal })).rejects.toThrow('enough');
    expect(await demo.slow.waits({})).toEqual({ started: 1, stopped: 1 });
  });
}

function feedTests(setUp: SetUp): void {
  it('delivers every item of a feed in order, and its end', async () => {
    const { demo } = await setUp();
    const seen: number[] = [];
    for await (const at of demo.slow.count({ to: 1000 })) seen.push(at);
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, at) => at));
  });

  it('never lets a feed run ahead of its reader by more than a window', async () => {
    const { demo } = await setUp();
    let seen = 0;
    for await (const _ of demo.slow.count({ to: 100_000 })) {
      seen += 1;
      if (seen % 25 !== 0) continue;
      const { items } = await demo.slow.produced({});
      expect(items - seen).toBeLessThanOrEqual(FEED_WINDOW + 1);
      if (seen === 100) break;
    }
    await eventually(demo.slow.produced, { left: 1 });
  });

  it('stops the source when the reader leaves, by break or by signal', async () => {
    const { demo } = await setUp();
    for await (const at of demo.slow.count({ to: 1e9 })) if (at === 3) break;
    await eventually(demo.slow.produced, { left: 1 });
    const cancel = new AbortController();
    const reading = (async () => {
      for await (const at of demo.slow.count({ to: 1e9 }, { signal: cancel.signal })) if (at === 50) cancel.abort(new Error('enough'));
    })();
    await expect(reading).rejects.toThrow('enough');
    await eventually(demo.slow.produced, { left: 2 });
  });

  it('stops the source by signal while nobody is reading', async () => {
    const { demo } = await setUp();
    const cancel = new AbortController();
    const items = demo.slow.count({ to: 1e9 }, { signal: cancel.signal })[Symbol.asyncIterator]();
    expect(await items.next()).toEqual({ done: false, value: 0 });
    cancel.abort(new Error('enough'));
    await eventually(demo.slow.produced, { left: 1 });
    await expect(items.next()).rejects.toThrow('enough');
  });

  it('ends a feed with the error of its source, after the items before it', async () => {
    const { demo } = await setUp();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const at of demo.trouble.brokenFeed({})) seen.push(at);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'demo/broken-feed' });
    expect(seen).toEqual([1, 2]);
  });

  it('streams bytes', async () => {
    const { demo } = await setUp();
    let total = 0;
    for await (const chunk of demo.slow.chunks({ count: 64, size: 65_536 })) total += chunk.length;
    expect(total).toBe(64 * 65_536);
  });
}

function lossTests(setUp: SetUp): void {
  it('fails open and later questions when the other side is lost', async () => {
    const { demo, pair } = await setUp();
    const call = demo.slow.wait({});
    const feed = (async () => {
      for await (const at of demo.slow.count({ to: 1e9 })) if (at === 3) await pair.cut();
    })();
    const lost = { status: 'rejected', reason: { code: 'host/lost' } };
    expect(await Promise.allSettled([call, feed])).toMatchObject([lost, lost]);
    await expect(demo.echo.number({ value: 1 })).rejects.toMatchObject({ code: 'host/lost' });
  });
}

/** The other side hears of a stop a moment later; asking again is the only clock here. */
async function eventually(ask: (input: Record<string, never>) => Promise<object>, expected: object): Promise<void> {
  let answer = await ask({});
  for (let tries = 0; tries < 100 && !holds(answer, expected); tries += 1) answer = await ask({});
  expect(answer).toMatchObject(expected);
}

function holds(answer: object, expected: object): boolean {
  const found = new Map(Object.entries(answer));
  return Object.entries(expected).every(([key, value]) => found.get(key) === value);
}
