import { columnOf, valueOf, type Cloud } from './cloud.ts';

/** What the points' colours tell: their height, an attribute by its name, the file's own colours, or the blocks they lie in. */
export type ColorBy = 'height' | 'color' | 'label' | `value:${string}`;

const SAMPLES = 2000;
/** Shares of the points that are darker and lighter than the scale: a few strays must not squeeze all others together. */
const [LOW, HIGH] = [0.02, 0.98];

/** Each point's place on the scale from dark to light, 0 to 1, by height or by an attribute. */
export function shadesOf(cloud: Cloud, by: ColorBy): Float32Array<ArrayBuffer> {
  const value = valueReader(cloud, by);
  const samples: number[] = [];
  for (let n = 0; n < cloud.count; n += Math.max(1, Math.floor(cloud.count / SAMPLES))) samples.push(value(n));
  const sorted = samples.filter(Number.isFinite).sort((a, b) => a - b);
  const low = sorted[Math.floor(sorted.length * LOW)] ?? 0;
  const span = (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * HIGH))] ?? 1) - low || 1;
  const shades = new Float32Array(cloud.count);
  for (let n = 0; n < shades.length; n += 1) shades[n] = Math.min(1, Math.max(0, (value(n) - low) / span)) || 0;
  return shades;
}

function valueReader(cloud: Cloud, by: ColorBy): (n: number) => number {
  const column = by.startsWith('value:') ? columnOf(cloud, by.slice(6)) : null;
  return column === null ? (n) => cloud.positions[n * 3 + 2] as number : (n) => valueOf(column, n);
}

/** The file's own colours as red, green and blue bytes; null where it has none. */
export function colorsOf(cloud: Cloud): Uint8Array<ArrayBuffer> | null {
  const packed = columnOf(cloud, 'rgb') ?? columnOf(cloud, 'rgba');
  const parts = ['red', 'green', 'blue'].map((name) => columnOf(cloud, name));
  const colors = new Uint8Array(cloud.count * 3);
  if (packed !== null) {
    for (let n = 0; n < cloud.count; n += 1) {
      const value = valueOf(packed, n);
      colors.set([(value >>> 16) & 255, (value >>> 8) & 255, value & 255], n * 3);
    }
    return colors;
  }
  for (const [part, column] of parts.entries()) {
    if (column === null) return null;
    // LAS has 16 bits a colour, though many writers use 8 of them.
    let most = 0;
    for (let n = 0; n < cloud.count; n += 1) most = Math.max(most, valueOf(column, n));
    const scale = most > 255 ? 255 / 65_535 : most > 1 || most === 0 ? 1 : 255;
    for (let n = 0; n < cloud.count; n += 1) colors[n * 3 + part] = valueOf(column, n) * scale;
  }
  return colors;
}

/** What the points of a cloud can be coloured by, beside the blocks. */
export function colorings(cloud: Cloud): readonly ColorBy[] {
  const hasColors = columnOf(cloud, 'rgb') !== null || columnOf(cloud, 'rgba') !== null || ['red', 'green', 'blue'].every((name) => columnOf(cloud, name) !== null);
  return ['height', ...(hasColors ? ['color' as const] : []), ...cloud.columns.filter(({ per, name }) => per === 1 && !/^(?:rgba?|red|green|blue)$/i.test(name)).map(({ name }): ColorBy => `value:${name}`)];
}
