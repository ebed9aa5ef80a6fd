import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorCode } from '../base/errors.ts';
import type { TaskId } from '../model/ids.ts';
import { placeMarks, type PlacedMarks } from './placeMarks.ts';
import { readBrought, type MarkFile } from './readMarks.ts';
import { mapTable, reviewMap, type ReviewMap } from './reviewMap.ts';
import { frameAtTime, frameOfCode, rateOf, timeCodeOf, type Rate } from './timeCode.ts';

const TASK = '5b1d2f7e-0000-4000-8000-000000000001' as TaskId;
const CAR = '5b1d2f7e-0000-4000-8000-0000000000a1';
const VAN = '5b1d2f7e-0000-4000-8000-0000000000a2';

/** Frames 100 to 149, then 20 to 44, of a clip of 500, at 25 a second. The van is there from 130 on. */
const map: ReviewMap = reviewMap.parse({
  format: 'sightline-review', version: 1, review: 'r1', task: TASK, item: { id: 'item', name: 'a.mp4' }, madeAt: 0, clip: { frames: 500, width: 320, height: 240, timebase: [1, 25] },
  video: { file: 'review.webm', sha256: 'a'.repeat(64), codec: 'libvpx-vp9', width: 320, height: 274, rate: [25, 1], frames: 75, scale: 1 },
  spans: [{ from: 0, to: 49, sourceFrom: 100, sourceTo: 149, reasons: [] }, { from: 50, to: 74, sourceFrom: 20, sourceTo: 44, reasons: [] }],
  objects: [{ number: 1, track: CAR, label: 'car', color: '#ff0000' }, { number: 2, track: VAN, label: 'van', color: '#00ff00' }],
  frames: Array.from({ length: 75 }, (_none, at) => {
    const frame = at < 50 ? 100 + at : at - 30;
    return { frame, pts: frame, seconds: frame / 25, drawn: [[1, frame, 10, 20, 30], ...(frame >= 130 ? [[2, 5, 6, 7, 8]] : [])] };
  }),
});

function brought(...files: MarkFile[]): PlacedMarks {
  const { marks, map: found } = readBrought([{ name: 'review.map.json', text: JSON.stringify(map) }, ...files]);
  return placeMarks({ marks, map: found, task: TASK, frames: 500, has: () => true });
}

const places = (text: string): readonly (readonly [number, readonly string[], string])[] => brought({ name: 'marks.csv', text }).placed.map(({ anchor, text: note }) => [anchor.frame, anchor.tracks, note]);

describe('time codes', () => {
  const rates = fc.constantFrom<Rate>([24_000, 1001], [24, 1], [25, 1], [30_000, 1001], [30, 1], [50, 1], [60_000, 1001], [60, 1], [10, 1], [12_500, 1000]);

  it('of every form, at any moment a frame is seen, name that frame', () => {
    fc.assert(fc.property(rates, fc.nat(400_000), fc.double({ min: 0, max: 0.75, noNaN: true }), (rate, frame, within) => {
      const [frames, per] = rate;
      const seconds = ((frame + within) * per) / frames;
      expect(frameAtTime(seconds, rate)).toBe(frame);
      for (const code of [timeCodeOf(seconds), seconds.toFixed(3), `${seconds.toFixed(4)} s`, `f${frame}`, `#${frame}`, `frame ${frame}`, counted(frame, rate)]) expect([code, frameOfCode(code, rate)]).toEqual([code, frame]);
    }), { numRuns: 2000 });
  });

  it('in drop-frame are those of clocks', () => {
    const ntsc: Rate = [30_000, 1001];
    // SMPTE: an hour has 107,892 frames, and the first two numbers of a minute do not exist but in each tenth.
    expect([frameOfCode('01:00:00;00', ntsc), frameOfCode('00:01:00;02', ntsc), frameOfCode('00:10:00;00', ntsc), frameOfCode('00:01:00;00', ntsc), frameOfCode('00:00:10;00', [25, 1])]).toEqual([107_892, 1800, 17_982, null, null]);
  });

  it.each(['', 'soon', '00:61:00.000', '00:00:99', '00:00:10:25', '1:2', '-3', '1e3', '00:00:10.1234567'])('“%s” is none at 25 a second', (text) => {
    expect(frameOfCode(text, [25, 1])).toBe(text === '1:2' ? 1550 : null);
  });

  it('have rates cameras have, and thousandths of others', () => {
    expect([29.9700001, 25.0001, 23.976, 12.5, 0.2, 59.94].map(rateOf)).toEqual([[30_000, 1001], [25, 1], [24_000, 1001], [12_500, 1000], [1000, 1000], [60_000, 1001]]);
  });
});

function counted(frame: number, [frames, per]: Rate): string {
  const base = Math.round(frames / per);
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(frame / base);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % base].map(two).join(':');
}

describe('marks', () => {
  it('by time code come back on the frame and the thing, whatever the columns are called', () => {
    expect(places('time,note\n00:00:00.400,too large\n00:00:02:01,gone\n1.56 s,"two, one ""late"""\n')).toEqual([[110, [CAR], 'too large'], [21, [CAR], 'gone'], [139, [], 'two, one "late"']]);
    expect(places('Timecode;Comment;Object\r\n1,56;late;2\r\n;;\r\n')).toEqual([[139, [VAN], 'late']]);
    expect(places(`frame\tnote\tobject\n3\tx\t#1\n74\ty\t${CAR}\n`)).toEqual([[103, [CAR], 'x'], [44, [CAR], 'y']]);
  });

  it('know where the thing was drawn', () => {
    expect(brought({ name: 'm.csv', text: 'frame,object\n5,1\n' }).placed[0]?.anchor).toEqual({ item: 'item', frame: 105, tracks: [CAR], region: [105, 10, 20, 30] });
  });

  it('at the very end belong to the last frame', () => {
    expect(places('time,note\n00:00:03.000,end\n')).toEqual([[44, [CAR], 'end']]);
  });

  it('that cannot be placed are told one by one, the others are placed', () => {
    const { placed, lost } = brought({ name: 'm.csv', text: 'time,note,object\nsoon,a,\n00:10:00.000,b,\n,c,\n0.4,d,9\n0.4,e,1\n' });
    expect(lost).toEqual([
      { why: 'time', name: 'm.csv', row: 2, said: 'soon' }, { why: 'beyond', name: 'm.csv', row: 3, said: '00:10:00.000' }, { why: 'empty', name: 'm.csv', row: 4, said: '' }, { why: 'object', name: 'm.csv', row: 5, said: '9' },
    ]);
    expect(placed.map(({ text, anchor }) => [text, anchor.tracks])).toEqual([['d', []], ['e', [CAR]]]);
  });

  it('are the same findings when they are brought in again', () => {
    const file = { name: 'm.json', text: JSON.stringify([{ time: '0.4', note: 'a' }, { time: 0.5, note: 'b', id: 'x' }]) };
    expect(brought(file).placed.map(({ key }) => key)).toEqual(brought(file).placed.map(({ key }) => key));
    expect(new Set(brought(file).placed.map(({ key }) => key)).size).toBe(2);
  });

  it('of the player need no map', () => {
    const text = JSON.stringify({ format: 'sightline-marks', version: 1, review: 'r1', task: TASK, item: { id: 'item', name: 'a.mp4' }, clip: { frames: 500 }, video: {}, marks: [{ id: 'm1', time: '00:00:00.400', frame: 10, source: 110, objects: [CAR], note: 'jumps' }] });
    const { marks, map: none } = readBrought([{ name: 'm.json', text }]);
    const { placed, lost } = placeMarks({ marks, map: none, task: TASK, frames: 500, has: () => true });
    expect(lost).toEqual([]);
    expect(placed[0]).toMatchObject({ key: 'r1 m1', anchor: { frame: 110, tracks: [CAR] }, text: 'jumps' });
    expect(brought({ name: 'm.json', text }).placed[0]).toMatchObject({ key: 'r1 m1', anchor: { frame: 110, tracks: [CAR], region: [110, 10, 20, 30] } });
  });

  it.each([
    ['a table without a time', { name: 'm.csv', text: 'who,what\nme,that\n' }, 'review/columns'],
    ['an empty file', { name: 'm.csv', text: '' }, 'review/columns'],
    ['damaged JSON', { name: 'm.json', text: '{"marks": [' }, 'review/broken'],
    ['other JSON', { name: 'm.json', text: '{"images": []}' }, 'review/not-marks'],
    ['marks of another review clip', { name: 'm.json', text: JSON.stringify({ review: 'r2', marks: [{ time: '1' }] }) }, 'review/other-review'],
    ['a map of another version', { name: 'b.map.json', text: JSON.stringify({ ...map, version: 2 }) }, 'review/broken'],
  ])('%s is refused with a sentence that names the file', (_what, file, code) => {
    try {
      brought(file);
      expect.unreachable();
    } catch (error) {
      expect([errorCode(error), String(error)]).toEqual([code, expect.stringContaining(file.name)]);
    }
  });

  it('of another clip, of another version of it, without a map or without marks are refused', () => {
    const { marks } = readBrought([{ name: 'm.csv', text: 'time\n1\n' }]);
    const place = (parts: Partial<Parameters<typeof placeMarks>[0]>): string => {
      try {
        placeMarks({ marks, map, task: TASK, frames: 500, has: () => true, ...parts });
        return 'placed';
      } catch (error) {
        return errorCode(error);
      }
    };
    expect([place({}), place({ task: 'other' as TaskId }), place({ frames: 499 }), place({ map: null })]).toEqual(['placed', 'review/other-clip', 'review/other-version', 'review/no-map']);
    expect(() => readBrought([{ name: 'a.map.json', text: JSON.stringify(map) }])).toThrow('None of these files');
  });

  it('read a map’s own table back', () => {
    const rows = mapTable(map).trim().split('\n');
    expect([rows.length, rows[0], rows[51]]).toEqual([76, 'review_frame,review_time,source_frame,source_time,source_pts,objects', '50,00:00:02.000,20,00:00:00.800,20,1']);
  });
});
