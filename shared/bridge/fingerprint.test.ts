import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { HOST_CONTRACT } from './contractNumber.ts';
import { fingerprintOf } from './fingerprint.ts';
import { hostContract } from './hostContract.ts';
import { call, feed } from './service.ts';

/** The shape of the host contract under each of its numbers, newest last. */
const recorded: Readonly<Record<number, string>> = { 1: 'bac3c134e0aaa80a', 2: 'aacbced57da0bd2f', 3: '23d103686421f48b', 4: '8aacc7f19d3fcd1e', 5: '1e6c9e279695d951', 6: '819eb735394df457', 7: 'e242dcf1438bf415', 8: 'c9e9afc5c07ddb12', 9: '88709847bb01cf64', 10: 'aafd6194cbe62eb2' };

describe('fingerprintOf', () => {
  it('is the one recorded for the number of the host contract', () => {
    expect(fingerprintOf(hostContract), 'The host contract changed. Raise the number in contractNumber.ts and record this fingerprint for it here.').toBe(recorded[HOST_CONTRACT]);
  });

  it('sees every change of shape, and no change of order', () => {
    const one = { a: { x: call(z.object({ p: z.number(), q: z.string() }), z.null()), y: feed(z.object({}), z.number()) } };
    const same = { a: { y: feed(z.object({}), z.number()), x: call(z.object({ q: z.string(), p: z.number() }), z.null()) } };
    const others = [
      { a: { ...one.a, y: call(z.object({}), z.number()) } },
      { a: { ...one.a, x: call(z.object({ p: z.number() }), z.null()) } },
      { a: { ...one.a, x: call(z.object({ p: z.number(), q: z.string().max(3) }), z.null()) } },
      { b: one.a },
    ];
    expect(fingerprintOf(same)).toBe(fingerprintOf(one));
    for (const other of others) expect(fingerprintOf(other)).not.toBe(fingerprintOf(one));
  });
});
