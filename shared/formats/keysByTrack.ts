import type { DocumentRecord, Keyframe } from '../model/records.ts';

/** The keyframes of a document by their track, ascending by frame. */
export function keysByTrack(records: readonly DocumentRecord[]): ReadonlyMap<string, readonly Keyframe[]> {
  const keys = new Map<string, Keyframe[]>();
  for (const record of records) {
    if (record.type !== 'keyframe') continue;
    const there = keys.get(record.track);
    if (there === undefined) keys.set(record.track, [record]);
    else there.push(record);
  }
  for (const list of keys.values()) list.sort((a, b) => a.frame - b.frame);
  return keys;
}
