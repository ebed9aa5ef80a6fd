import { sameJson, type Json } from '#shared/base/json.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { shape, type Shape } from '#shared/model/kinds/shape.ts';
import type { ConflictRecord } from '#shared/model/records.ts';
import { LIFE, unitsOf } from '#shared/sync/units.ts';

/** A shape somebody offered for a thing that two people changed. */
export interface Offer {
  readonly conflict: ConflictRecord;
  readonly shape: Shape;
  readonly track: TrackId | null;
}

/** Open conflicts of a document, oldest first. */
export function openConflictsOf(document: ReadDocument): readonly ConflictRecord[] {
  return document.all('conflict').filter(({ state }) => state === 'open').sort((a, b) => a.at - b.at);
}

/** The thing a conflict is about; null when it is gone or the conflict is about something else. */
export function trackOf(document: ReadDocument, { object }: ConflictRecord): TrackId | null {
  const record = document.get(object);
  if (record?.type === 'keyframe') return record.track;
  return record?.type === 'track' ? record.id : null;
}

/** Which late shapes can be shown beside those that stand. */
export function offersOf(document: ReadDocument): readonly Offer[] {
  return openConflictsOf(document).flatMap((conflict) => {
    const found = shape.safeParse(geometryOf(conflict));
    return found.success ? [{ conflict, shape: found.data, track: trackOf(document, conflict) }] : [];
  });
}

function geometryOf({ unit, offered }: ConflictRecord): unknown {
  if (unit === 'geom') return offered;
  return unit === LIFE && typeof offered === 'object' && offered !== null && 'geom' in offered ? offered.geom : null;
}

/** Whether somebody has changed the disputed value since the conflict was told: it was edited by hand. */
export function isEditedSince(document: ReadDocument, { object, unit, kept }: ConflictRecord): boolean {
  const record = document.get(object);
  if (record === undefined || unit === LIFE) return false;
  return !sameJson(unitsOf(record)[unit] ?? null, (kept ?? null) as Json);
}
