import type { ReadDocument } from '../model/document.ts';
import { idOf, type Op } from '../model/ops.ts';
import type { Track } from '../model/records.ts';
import { refused, type Refusal } from './edit.ts';

/**
 * A refusal when ops would change something that is locked. Asked once, where every edit enters the document, so that
 * no edit can forget it. Unlocking, and locking again, is always allowed.
 */
export function lockRefusal(document: ReadDocument, ops: readonly Op[]): Refusal | null {
  return ops.some((op) => !isOnlyLock(op) && lockedTrack(document, op)) ? refused('edit/locked') : null;
}

function isOnlyLock(op: Op): boolean {
  return op.op === 'patch' && Object.keys(op.set).every((field) => field === 'locked');
}

function lockedTrack(document: ReadDocument, op: Op): boolean {
  const record = document.get(idOf(op)) ?? (op.op === 'put' ? op.record : undefined);
  const track: Track | undefined = record?.type === 'keyframe' ? document.track(record.track) : record?.type === 'track' ? document.track(record.id) : undefined;
  return track?.locked === true;
}
