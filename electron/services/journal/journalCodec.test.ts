import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';
import { encodeRecord, HEADER_BYTES, RECORD_TYPES, scanRecords } from './journalCodec.ts';

const record = fc.record({ type: fc.constantFrom(...RECORD_TYPES), payload: fc.uint8Array({ minLength: 1, maxLength: 60 }) });
const records = fc.array(record, { minLength: 1, maxLength: 12 });

function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function texts(bytes: Uint8Array): string[] {
  return scanRecords(bytes).records.map(({ type, payload }) => `${type}:${Buffer.from(payload).toString('hex')}`);
}

describe('the journal’s bytes', () => {
  it('uses the Castagnoli polynomial', () => {
    expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  });

  it('gives back what was written', () => {
    fc.assert(fc.property(records, (written) => {
      const scan = scanRecords(join(written.map(({ type, payload }) => encodeRecord(type, payload))));
      expect(scan.damage).toEqual([]);
      expect(scan.records.map(({ type, payload }) => ({ type, payload: Uint8Array.from(payload) }))).toEqual(written);
    }));
  });

  it('keeps every record before a cut', () => {
    fc.assert(fc.property(records, fc.nat(), (written, cut) => {
      const parts = written.map(({ type, payload }) => encodeRecord(type, payload));
      const whole = join(parts);
      const at = cut % (whole.length + 1);
      let end = 0;
      const before = parts.filter((part) => (end += part.length) <= at).length;
      expect(texts(whole.subarray(0, at)).slice(0, before)).toEqual(texts(whole).slice(0, before));
      expect(scanRecords(whole.subarray(0, at)).records).toHaveLength(before);
    }));
  });

  it('keeps every record before and after flipped bits', () => {
    fc.assert(fc.property(records, fc.nat(), fc.integer({ min: 0, max: 7 }), (written, place, bit) => {
      const parts = written.map(({ type, payload }) => encodeRecord(type, payload));
      const bytes = join(parts);
      const at = place % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      let start = 0;
      const untouched = parts.filter((part) => {
        start += part.length;
        return at < start - part.length || at >= start;
      });
      const found = texts(bytes);
      for (const text of texts(join(untouched))) expect(found).toContain(text);
      expect(found).toHaveLength(untouched.length);
    }), { numRuns: 500 });
  });

  it('is not led astray by a length that claims more than there is', () => {
    const good = encodeRecord('op', Uint8Array.of(1, 2, 3));
    const liar = new Uint8Array(HEADER_BYTES);
    new DataView(liar.buffer).setUint32(0, 0xffffffff, true);
    liar[8] = 1;
    expect(texts(join([liar, good]))).toEqual(texts(good));
  });
});
