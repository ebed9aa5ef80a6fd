import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from './frameCodec.ts';

const plain = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.string().map((text) => `\0${text}`), fc.integer(), fc.boolean(), fc.constant(null), fc.uint8Array({ maxLength: 40 }), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('\0', '\0\0', 'constructor', 'toString')), tie('value'), { maxKeys: 4, noNullPrototype: true })),
})).value;

describe('frameCodec', () => {
  it('brings every plain value back, bytes at any depth included', () => {
    fc.assert(fc.property(plain, (body) => {
      expect(decodeFrame(encodeFrame({ kind: 'answer', id: 7, body }))).toEqual({ kind: 'answer', id: 7, body });
    }), { seed: 4, numRuns: 300 });
  });

  it('begins every part at a multiple of eight, so that it can be read in place', () => {
    const body = [new Uint8Array(3).fill(1), new Uint8Array(5).fill(2), new Uint8Array(0), new Uint8Array(9).fill(3)];
    const { body: back } = decodeFrame(encodeFrame({ kind: 'answer', id: 1, body })) as { body: Uint8Array[] };
    expect(back.map((part) => part.byteOffset % 8)).toEqual([0, 0, 0, 0]);
  });

  it('refuses damage of any kind and never reads beyond the message', () => {
    const whole = encodeFrame({ kind: 'call', id: 1, method: 'a.b', body: { part: new Uint8Array(20), list: [1, 2] } });
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, cut) => {
      const damaged = whole.slice(0, cut);
      if (at < damaged.length) damaged[at] = value;
      try {
        expect(decodeFrame(damaged)).toHaveProperty('kind');
      } catch (error) {
        expect(error).toMatchObject({ code: 'bridge/broken-frame' });
      }
    }), { seed: 4, numRuns: 2000 });
    const lies = new Uint8Array(16).fill(255);
    expect(() => decodeFrame(lies)).toThrow('damaged');
  });

  it('makes own properties of hostile keys', () => {
    const body: unknown = JSON.parse('{"__proto__":{"x":1},"\\u0000":{"__proto__":2}}');
    const { body: back } = decodeFrame(encodeFrame({ kind: 'answer', id: 1, body })) as { body: object };
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(Object.hasOwn(back, '__proto__')).toBe(true);
  });

  it('takes a Buffer for the bytes it is', () => {
    const frame = { kind: 'answer', id: 1, body: { part: Buffer.from('abc') } } as const;
    expect(decodeFrame(encodeFrame(frame))).toEqual({ kind: 'answer', id: 1, body: { part: new Uint8Array([97, 98, 99]) } });
  });
});
