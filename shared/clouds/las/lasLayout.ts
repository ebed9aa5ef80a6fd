import { elements, type ElementType } from '../elementType.ts';
import type { Axis, Field, Meaning, RecordLayout } from '../recordCloud.ts';
import { FORMAT_BYTES, type LasHeader } from './lasHeader.ts';

type Part = readonly [at: number, type: ElementType, ...means: (Meaning | string)[]];

const bits = (name: string, from: number, width: number): Meaning => ({ name, bits: { from, width } });

/** Formats 0 to 5: classes share their byte with three flags. */
const OLD: readonly Part[] = [
  [12, 'uint16', 'intensity'],
  [14, 'uint8', bits('return', 0, 3), bits('returns', 3, 3), bits('scan direction', 6, 1), bits('edge', 7, 1)],
  [15, 'uint8', bits('classification', 0, 5), bits('synthetic', 5, 1), bits('key point', 6, 1), bits('withheld', 7, 1)],
  [16, 'int8', 'scan angle'], [17, 'uint8', 'user data'], [18, 'uint16', 'source'],
];
/** Formats 6 to 10: more returns, 256 classes, scanner channels, finer angles, always a time. */
const NEW: readonly Part[] = [
  [12, 'uint16', 'intensity'],
  [14, 'uint8', bits('return', 0, 4), bits('returns', 4, 4)],
  [15, 'uint8', bits('synthetic', 0, 1), bits('key point', 1, 1), bits('withheld', 2, 1), bits('overlap', 3, 1), bits('channel', 4, 2), bits('scan direction', 6, 1), bits('edge', 7, 1)],
  [16, 'uint8', 'classification'], [17, 'uint8', 'user data'], [18, 'int16', { name: 'scan angle', scale: 0.006 }], [20, 'uint16', 'source'], [22, 'float64', 'time'],
];
const time = (at: number): Part => [at, 'float64', 'time'];
const rgb = (at: number): readonly Part[] => [[at, 'uint16', 'red'], [at + 2, 'uint16', 'green'], [at + 4, 'uint16', 'blue']];
const wave = (at: number): readonly Part[] => [
  [at, 'uint8', 'wave descriptor'], [at + 1, 'uint64', 'wave offset'], [at + 9, 'uint32', 'wave bytes'], [at + 13, 'float32', 'wave return'],
  [at + 17, 'float32', 'wave x'], [at + 21, 'float32', 'wave y'], [at + 25, 'float32', 'wave z'],
];
const FORMATS: readonly (readonly Part[])[] = [
  OLD, [...OLD, time(20)], [...OLD, ...rgb(20)], [...OLD, time(20), ...rgb(28)], [...OLD, time(20), ...wave(28)], [...OLD, time(20), ...rgb(28), ...wave(34)],
  NEW, [...NEW, ...rgb(30)], [...NEW, ...rgb(30), [36, 'uint16', 'near infrared']], [...NEW, ...wave(30)], [...NEW, ...rgb(30), [36, 'uint16', 'near infrared'], ...wave(38)],
];

/** Where everything lies in the points of a LAS file. */
export function lasLayout(header: LasHeader): RecordLayout {
  const { stride } = header;
  const axis = (n: 0 | 1 | 2): Axis => ({ type: 'int32', at: n * 4, stride, scale: header.scale[n], offset: header.offset[n] });
  const own = (FORMATS[header.format] ?? OLD).map(([at, type, ...means]): Field => ({ type, at, stride, per: 1, means: means.map((one) => (typeof one === 'string' ? { name: one } : one)) }));
  let at = FORMAT_BYTES[header.format] ?? stride;
  const extra = header.extra.map(({ name, type, per, scale, offset }): Field => {
    const here = at;
    at += elements[type].width * per;
    return { type, at: here, stride, per, means: [{ name, scale, offset }] };
  });
  return { littleEndian: true, axes: [axis(0), axis(1), axis(2)], fields: [...own, ...extra] };
}
