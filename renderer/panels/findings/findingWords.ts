import type { LabelRecord, Finding } from '#shared/model/records.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';

/** What the things a finding is about are called. */
export function namesOf({ anchor }: Finding, document: ReadDocument, labels: readonly LabelRecord[]): readonly string[] {
  return anchor.tracks.flatMap((id) => {
    const track = document.track(id as TrackId);
    const name = labels.find((label) => label.id === track?.label)?.name;
    return name === undefined ? [] : [name];
  });
}
