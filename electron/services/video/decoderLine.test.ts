import { expect, it } from 'vitest';
import { withResolvers } from '#shared/base/withResolvers.ts';
import { memoryWirePair } from '#shared/bridge/memoryWire.ts';
import { serve } from '#shared/bridge/serve.ts';
import type { HandlersOf, Wire } from '#shared/bridge/service.ts';
import { decoderContract, type DecoderContract } from './decoderContract.ts';
import { DecoderLine, noDecoder } from './decoderLine.ts';

const nothing = async (): Promise<Record<string, never>> => ({});
/** A frame that ends the process. */
const DEADLY = 13;
const handlers = (end: () => void): HandlersOf<DecoderContract>['clip'] => ({
  open: () => Promise.reject(noDecoder()), scan: async function* () { /* nothing to scan */ }, use: nothing, travel: nothing,
  prove: async () => [],
  frame: async ({ frame }) => {
    if (frame === DEADLY) end();
    return { bytes: Uint8Array.of(frame) };
  },
});

/** Processes that come when they are told to. */
function processes(): { readonly line: DecoderLine; readonly starts: (() => void)[]; readonly living: Set<Wire>; lost: number } {
  const starts: (() => void)[] = [];
  const living = new Set<Wire>();
  const made = {
    starts, living, lost: 0,
    line: new DecoderLine({
      launch: () => {
        const { promise, resolve } = withResolvers<Wire>();
        starts.push(() => {
          const [near, far] = memoryWirePair();
          serve({ clip: decoderContract.clip }, { clip: handlers(() => far.close()) }, far);
          living.add(far);
          far.onClose(() => living.delete(far));
          resolve(near);
        });
        return promise;
      },
      prepare: async (decoder) => void (await decoder.use({ index: { pts: new Uint8Array(0), order: new Uint8Array(0), keys: [], by: 'packets' } })),
      onLost: () => void (made.lost += 1), name: 'a.mp4',
    }),
  };
  return made;
}

const frame = (line: DecoderLine, number: number): Promise<number | undefined> => line.ask((decoder) => decoder.frame({ frame: number, as: { form: 'planes' } })).then(({ bytes }) => bytes[0]);

it('lets go of a process that was on its way when it was to rest; what was asked is asked of another', async () => {
  const { line, starts, living } = processes();
  const asked = frame(line, 7);
  line.rest();
  starts[0]?.();
  await expect.poll(() => starts.length).toBe(2);
  expect(living.size).toBe(0);
  starts[1]?.();
  expect(await asked).toBe(7);
  expect(living.size).toBe(1);
});

it('a closed line has no process, not even for what was asked before', async () => {
  const { line, starts, living } = processes();
  const asked = frame(line, 7);
  line.close();
  starts[0]?.();
  await expect(asked).rejects.toMatchObject({ code: 'media/changed' });
  await expect(frame(line, 8)).rejects.toMatchObject({ code: 'media/changed' });
  expect([starts.length, living.size]).toEqual([1, 0]);
});

it('starts another when one is lost, and gives up on what ends one after the other', async () => {
  const made = processes();
  const asked = frame(made.line, DEADLY);
  for (let at = 0; at < 3; at += 1) {
    await expect.poll(() => made.starts.length).toBe(at + 1);
    made.starts[at]?.();
  }
  await expect(asked).rejects.toMatchObject({ code: 'video/decoder-lost' });
  expect(made.lost).toBe(3);
});
