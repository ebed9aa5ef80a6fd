import { expect, test } from 'vitest';
import { aviOf } from './avi.ts';

const text = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
const word = (bytes: Uint8Array, at: number): number => new DataView(bytes.buffer).getUint32(at, true);

test('every index entry points at the chunk that holds its frame, odd lengths included', () => {
  const frames = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5), Uint8Array.of(6, 7, 8, 9, 10)];
  const avi = aviOf(frames, { width: 4, height: 2, fps: 10 });
  expect(text(avi, 0)).toBe('RIFF');
  expect(word(avi, 4)).toBe(avi.length - 8);
  const movi = [...avi.keys()].find((at) => text(avi, at) === 'movi') ?? -1;
  const idx1 = [...avi.keys()].find((at) => text(avi, at) === 'idx1') ?? -1;
  frames.forEach((frame, n) => {
    const entry = idx1 + 8 + n * 16;
    const chunk = movi + word(avi, entry + 8);
    expect(text(avi, chunk)).toBe('00dc');
    expect(word(avi, chunk + 4)).toBe(frame.length);
    expect([...avi.subarray(chunk + 8, chunk + 8 + frame.length)]).toEqual([...frame]);
  });
});
