/** What has no label yet is grey: a colour always means a label. */
export const NO_LABEL_COLOR = '#9aa3b2';
/** Around a place where something is wrong with a shape. */
export const FLAW_COLOR = '#d92d20';

/** Sizes in CSS pixels. */
export const HAIR_LINE = 1;
/** The outline of what is partly behind something: line, gap. */
export const DASH: readonly number[] = [6, 4];
/** Radius of single points, and how far paint reaches beyond what is painted. */
export const SPOT = 4;
export const REACH = SPOT + 1;
/** Below this an object is a dot, below `SMALL` its outline is a hair-line. */
export const DOT = 3;
export const SMALL = 14;

/** Sets things off from a picture, whatever the theme of the window around it. */
export const PAPER = '#ffffff';

/** How far areas are filled unless the person says otherwise. */
export const FILL = 0.16;
/** Of pixels: what is under them must still be seen while their border is painted. */
export const MASK_FILL = 0.4;
const DOT_FILL = 0.7;

export interface Paint {
  readonly stroke: string;
  readonly fill: string;
  readonly dot: string;
}

/** The colours of things with one label; `share` says how far areas are filled. */
export function paintOf(color: string, share: number = FILL): Paint {
  return { stroke: color, fill: withAlpha(color, share), dot: withAlpha(color, DOT_FILL) };
}

export function withAlpha(color: string, alpha: number): string {
  const [red, green, blue] = channels(color);
  return `rgba(${red},${green},${blue},${alpha})`;
}

/** Black or white, whichever can be read on the colour. */
export function inkOn(color: string): string {
  const [red, green, blue] = channels(color);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 150 ? '#111318' : '#ffffff';
}

function channels(color: string): readonly [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
