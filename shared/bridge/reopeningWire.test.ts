import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { connect } from './client.ts';
import { memoryWirePair } from './memoryWire.ts';
import { reopeningWire } from './reopeningWire.ts';
import { serve } from './serve.ts';
import { call, type Wire } from './service.ts';

const contract = { it: { answer: call(z.object({ slow: z.boolean() }), z.number()) } };
const lost = { code: 'host/restarted', sentence: 'Lost.', params: {} };

/** A far side that can be killed and refused; pauses end when the test says so. */
function world(patience = 3) {
  const pauses: (() => void)[] = [];
  const state = { lives: 0, refuse: false, far: null as Wire | null, pauses };
  const wire = reopeningWire({
    lost, patience,
    pause: () => new Promise((resolve) => pauses.push(resolve)),
    async open() {
      if (state.refuse) throw new Error('refused');
      const [near, far] = memoryWirePair();
      state.lives += 1;
      state.far = far;
      const life = state.lives;
      serve(contract, { it: { answer: ({ slow }) => (slow ? new Promise(() => undefined) : Promise.resolve(life)) } }, far);
      return near;
    },
  });
  return { wire, state, client: connect(contract, wire), endPauses: async () => {
    for (const end of pauses.splice(0)) end();
    await new Promise((resolve) => setImmediate(resolve));
  } };
}

describe('reopeningWire', () => {
  it('answers what was open with the fault, and later questions from the next life', async () => {
    const { client, state, endPauses } = world();
    expect(await client.it.answer({ slow: false })).toBe(1);
    const open = client.it.answer({ slow: true });
    await Promise.resolve();
    state.far?.close();
    await expect(open).rejects.toMatchObject({ code: 'host/restarted' });
    const held = client.it.answer({ slow: false });
    await endPauses();
    expect(await held).toBe(2);
  });

  it('refuses at once after too many failed tries, and works again when one succeeds', async () => {
    const { client, state, endPauses, wire } = world();
    await client.it.answer({ slow: false });
    state.refuse = true;
    state.far?.close();
    await Promise.resolve();
    expect(wire.state).toBe('lost');
    const held = client.it.answer({ slow: false }).catch((error: unknown) => error);
    for (let tries = 0; tries < 4; tries += 1) await endPauses();
    expect(await held).toMatchObject({ code: 'host/restarted' });
    await expect(client.it.answer({ slow: false })).rejects.toMatchObject({ code: 'host/restarted' });
    state.refuse = false;
    await endPauses();
    expect(wire.state).toBe('open');
    expect(await client.it.answer({ slow: false })).toBe(2);
  });

  it('holds so many questions and no more, and none that were cancelled', async () => {
    const { client, state, endPauses } = world();
    await client.it.answer({ slow: false });
    state.far?.close();
    await Promise.resolve();
    const cancel = new AbortController();
    const cancelled = client.it.answer({ slow: true }, { signal: cancel.signal }).catch(() => 'cancelled');
    cancel.abort();
    const many = Array.from({ length: 1100 }, () => client.it.answer({ slow: false }).then(() => 'answered', (error: unknown) => (error as { code: string }).code));
    await endPauses();
    const outcomes = await Promise.all(many);
    expect(outcomes.filter((one) => one === 'answered')).toHaveLength(1024);
    expect(outcomes.filter((one) => one === 'host/restarted')).toHaveLength(76);
    expect(await cancelled).toBe('cancelled');
  });
});
