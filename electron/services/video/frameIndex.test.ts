import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '#shared/base/must.ts';
import { frameAt, indexOfPackets, keyBefore, settledFrames, type ScannedPacket } from './frameIndex.ts';
import { columnsOf, indexOf } from './indexColumns.ts';

const packet = (pts: number | null, over: Partial<ScannedPacket> = {}): ScannedPacket => ({ pts, dts: pts, pos: 0, key: false, hidden: false, ...over });
/** Two groups with pictures that are shown in another order than they are stored in. */
const groups = [packet(0, { key: true }), packet(3), packet(1), packet(2), packet(4, { key: true }), packet(7), packet(5), packet(6), packet(8, { key: true })];

describe('an index', () => {
  it('numbers frames by their time and remembers where their packets are', () => {
    const index = must(indexOfPackets(groups, null), 'an index');
    expect([...index.pts]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...index.order]).toEqual([0, 2, 3, 1, 4, 6, 7, 5, 8]);
    expect(frameAt(index, 5)).toBe(5);
    expect(frameAt(index, 5.5)).toBe(-1);
  });

  it('leaves out what an edit list hides and what comes before the first picture that can be decoded', () => {
    const hidden = groups.map((one, at) => (at < 4 ? { ...one, hidden: true } : one));
    expect([...must(indexOfPackets(hidden, null), 'an index').pts]).toEqual([4, 5, 6, 7, 8]);
    expect([...must(indexOfPackets(groups, 4), 'an index').pts]).toEqual([4, 5, 6, 7, 8]);
  });

  it('cannot be made of packets without times, or of two with the same one', () => {
    expect(indexOfPackets([...groups, packet(null)], null)).toBeNull();
    expect(indexOfPackets([...groups, packet(3)], null)).toBeNull();
  });

  it('finds the key a frame hangs on, never one that is shown after it', () => {
    const index = must(indexOfPackets(groups, null), 'an index');
    expect([0, 3, 4, 7, 8].map((frame) => keyBefore(index, frame))).toEqual([0, 0, 1, 1, 2]);
    const open = must(indexOfPackets([packet(0, { key: true }), packet(5, { key: true }), packet(3), packet(4)], null), 'an index');
    expect([1, 2, 3].map((frame) => keyBefore(open, frame))).toEqual([0, 0, 1]);
  });

  it('of a part of the packets keeps its numbers whatever comes later', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 9 }), fc.integer({ min: 1, max: 40 }), (sizes, cut) => {
      const packets: ScannedPacket[] = [];
      let time = 0;
      for (const size of sizes) {
        const times = Array.from({ length: size }, (_none, at) => time + at);
        packets.push(packet(times[0] ?? 0, { key: true }), ...times.slice(1).reverse().map((pts) => packet(pts)));
        time += size;
      }
      const whole = must(indexOfPackets(packets, null), 'an index');
      const part = must(indexOfPackets(packets.slice(0, cut), null), 'a part');
      const settled = settledFrames(part);
      expect([...part.pts.subarray(0, settled)]).toEqual([...whole.pts.subarray(0, settled)]);
    }));
  });

  it('travels as columns, also from the middle of a buffer, and is not read from columns that do not fit', () => {
    const index = must(indexOfPackets(groups, null), 'an index');
    const columns = columnsOf(index);
    const shifted = new Uint8Array(columns.pts.length + 3);
    shifted.set(columns.pts, 3);
    expect(indexOf({ ...columns, pts: shifted.subarray(3) })).toEqual(index);
    expect(indexOf({ ...columns, order: columns.order.subarray(4) })).toBeNull();
  });
});
