/**
 * A frame number a machine can read: 16 squares, white for 1, and below each its opposite, at the picture's top left.
 * Survives compression, scaling and colour, and cannot be misread: a square and its opposite must differ.
 */
const BITS = 16;

/** Filters of the ffmpeg command line that paint the number of each frame. */
export function barFilter(cell: number): string {
  const ground = `drawbox=x=0:y=0:w=${(BITS + 2) * cell}:h=${4 * cell}:color=black:t=fill`;
  const bits = Array.from({ length: BITS }, (_none, bit) => {
    const x = (1 + bit) * cell;
    const isSet = `mod(floor(n/${2 ** bit})\\,2)`;
    return [`drawbox=x=${x}:y=${cell}:w=${cell}:h=${cell}:color=white:t=fill:enable='eq(${isSet}\\,1)'`, `drawbox=x=${x}:y=${2 * cell}:w=${cell}:h=${cell}:color=white:t=fill:enable='eq(${isSet}\\,0)'`];
  });
  return [ground, ...bits.flat()].join(',');
}

/** Where `readBar` looks. */
export function barSpots(cell: number): readonly (readonly [number, number])[] {
  return Array.from({ length: BITS }, (_none, bit) => Math.round((1.5 + bit) * cell)).flatMap((x) => [[x, Math.round(1.5 * cell)] as const, [x, Math.round(2.5 * cell)] as const]);
}

/** The number painted into a picture; null when it cannot be read. `luma` gives 0 to 255. */
export function readBar(luma: (x: number, y: number) => number, cell: number): number | null {
  let number = 0;
  for (let bit = 0; bit < BITS; bit += 1) {
    const x = Math.round((1.5 + bit) * cell);
    const [set, unset] = [luma(x, Math.round(1.5 * cell)), luma(x, Math.round(2.5 * cell))];
    if (Math.abs(set - unset) < 80) return null;
    if (set > unset) number += 2 ** bit;
  }
  return number;
}
