/** The colours that VOC gives to numbers: the bits of a number, dealt out to red, green and blue from the top. */
export function vocColour(number: number): readonly [red: number, green: number, blue: number] {
  let [red, green, blue] = [0, 0, 0];
  for (let [rest, bit] = [number, 7]; rest > 0 && bit >= 0; [rest, bit] = [rest >> 3, bit - 1]) {
    red |= (rest & 1) << bit;
    green |= ((rest >> 1) & 1) << bit;
    blue |= ((rest >> 2) & 1) << bit;
  }
  return [red, green, blue];
}

export function vocPalette(): Uint8Array {
  return Uint8Array.from(Array.from({ length: 256 }, (_, number) => vocColour(number)).flat());
}

/** Red, green and blue as one number. */
export function colourKey(red: number, green: number, blue: number): number {
  return (red << 16) | (green << 8) | blue;
}

/** Border of things in the original VOC: neither one nor the other. */
export const VOID = colourKey(224, 224, 192);

/** Names by colour and by number, as `labelmap.txt` (`name:r,g,b:parts:actions`) or a list of names has them. */
export interface MaskClasses {
  readonly byColour: ReadonlyMap<number, string>;
  readonly byNumber: readonly string[];
}

export function readLabelmap(text: string): MaskClasses {
  const byColour = new Map<number, string>();
  const byNumber: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, name = '', colour] = /^(.*?)(?::\s*(\d+\s*,\s*\d+\s*,\s*\d+)?\s*:.*)?$/.exec(line.trim()) ?? [];
    byNumber.push(name.trim());
    const [red, green, blue] = colour?.split(',').map(Number) ?? [];
    if (red !== undefined && green !== undefined && blue !== undefined) byColour.set(colourKey(red, green, blue), name.trim());
  }
  return { byColour, byNumber };
}
