import type { Keyframe, Track } from '#shared/model/records.ts';
import { valueAt } from '#shared/model/valueAt.ts';
import type { ColorBy } from '../session/seeingStore.ts';
import { NO_LABEL_COLOR } from './styles.ts';

/** Told apart by eye on most pictures, and few enough that a crowd paints as fast as ever. */
const PALETTE = [
  '#e6194b', '#3cb44b', '#4363d8', '#f58231', '#911eb4', '#42d4f4', '#f032e6', '#bfef45', '#fabed4', '#469990', '#dcbeff', '#9a6324',
  '#fffac8', '#800000', '#aaffc3', '#808000', '#ffd8b1', '#000075', '#ffe119', '#c71585', '#00bfff', '#7fff00', '#ff6f61', '#6a5acd',
];

/** The colour of a thing whose label has `labelColor`. What has no value of the attribute is grey. */
export function colorOf({ track, keys }: { readonly track: Track; readonly keys: readonly Keyframe[] }, { frame, colorBy, labelColor }: { readonly frame: number; readonly colorBy: ColorBy; readonly labelColor: string }): string {
  if (colorBy === 'label') return labelColor;
  if (colorBy === 'instance') return paletteColor(track.id);
  if (colorBy === 'group') return track.group === null ? NO_LABEL_COLOR : paletteColor(`group ${track.group}`);
  const field = `a:${colorBy.slice('attribute:'.length)}` as const;
  const value = valueAt({ track, keys }, frame, field);
  return value === null ? NO_LABEL_COLOR : paletteColor(String(value));
}

/** Always the same colour for the same text. */
export function paletteColor(text: string): string {
  let hash = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  return PALETTE[(hash >>> 0) % PALETTE.length] ?? NO_LABEL_COLOR;
}
