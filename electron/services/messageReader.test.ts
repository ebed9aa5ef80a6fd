import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MessageReader } from './messageReader.ts';

const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 300_000 })), { minLength: 1, maxLength: 6 });
const cuts = fc.array(fc.integer({ min: 1, max: 150_000 }), { minLength: 1, maxLength: 9 });

/** Messages of these lengths, each with bytes of its own, as they lie on the line. */
function lineOf(lengths: readonly number[]): { readonly messages: readonly Buffer[]; readonly line: Buffer } {
  const messages = lengths.map((length, at) => Buffer.alloc(length, at + 1));
  const parts = messages.flatMap((message) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(message.length);
    return [length, message];
  });
  return { messages, line: Buffer.concat(parts) };
}

function reading(): { readonly reader: MessageReader; readonly heard: Buffer[]; broken: number } {
  const reader = new MessageReader();
  const made = { reader, heard: [] as Buffer[], broken: 0 };
  reader.listen((message) => made.heard.push(Buffer.from(message)), () => void (made.broken += 1));
  return made;
}

it('gives every message whole, however the line is cut, from pieces or in place', () => {
  fc.assert(fc.property(sizes, cuts, fc.boolean(), (lengths, pieces, inPlace) => {
    const { messages, line } = lineOf(lengths);
    const { reader, heard } = reading();
    for (let [at, turn] = [0, 0]; at < line.length; turn += 1) {
      const cut = pieces[turn % pieces.length] ?? 1;
      const room = reader.room();
      const piece = line.subarray(at, at + (inPlace ? Math.min(cut, room.length) : cut));
      if (inPlace) {
        piece.copy(room);
        reader.filled(piece.length);
      } else reader.take(piece);
      at += piece.length;
    }
    expect(heard.map((message) => message.length)).toEqual(lengths);
    expect(heard.every((message, at) => message.equals(messages[at] ?? Buffer.alloc(0)))).toBe(true);
  }), { numRuns: 60 });
});

it('says that a line is broken when a length is none of ours, or a message is not understood', () => {
  const long = reading();
  long.reader.take(Buffer.from([0xff, 0xff, 0xff, 0x7f]));
  expect(long.broken).toBe(1);
  const bad = reading();
  bad.reader.listen(() => {
    throw new Error('not a frame');
  }, () => void (bad.broken += 1));
  bad.reader.take(lineOf([3]).line);
  expect(bad.broken).toBe(1);
});
