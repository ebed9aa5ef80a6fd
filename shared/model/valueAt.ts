import type { AttributeValue } from './ontology.ts';
import type { AttributeKey, Keyframe, Track } from './records.ts';
import { lastKeyAt } from './shapeAt.ts';

/**
 * The value of an attribute at a frame. One that changes by frame holds from the keyframe that sets it until another
 * sets it again; keyframes between need not repeat it. Without any, the value of the whole thing; null when it has none.
 */
export function valueAt({ track, keys }: { readonly track: Track; readonly keys: readonly Keyframe[] }, frame: number, field: AttributeKey): AttributeValue {
  for (let at = lastKeyAt(keys, frame); at >= 0; at -= 1) {
    const value = keys[at]?.[field] ?? null;
    if (value !== null) return value;
  }
  return track[field] ?? null;
}
