import type { NewId } from '../base/id.ts';
import type { ReadDocument } from '../model/document.ts';
import type { StretchId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import type { StretchRecord } from '../model/records.ts';
import { edit, refused, type Refusal } from './edit.ts';

export interface FrameRange {
  readonly from: number;
  readonly to: number;
}

/** Leaves frames out: they are skipped in playing and said in an export. What was labelled on them stays. */
export const deleteFrames = edit<FrameRange>('frames.delete', (document, { from, to }, { newId }) => {
  if (to < from || from < 0) return refused('edit/outside-clip');
  const touching = deletedStretches(document).filter((one) => one.from <= to + 1 && one.to >= from - 1);
  if (touching.some((one) => one.from <= from && one.to >= to)) return [];
  const [kept, ...others] = touching;
  const joint = { from: Math.min(from, ...touching.map((one) => one.from)), to: Math.max(to, ...touching.map((one) => one.to)) };
  if (kept === undefined) return [{ op: 'put', record: stretch(newId, joint) }];
  return [{ op: 'patch', id: kept.id, set: joint }, ...others.map((one): Op => ({ op: 'remove', id: one.id }))];
});

/** Takes frames back in. */
export const restoreFrames = edit<FrameRange>('frames.restore', (document, { from, to }, { newId }) => {
  const ops = deletedStretches(document).filter((one) => one.from <= to && one.to >= from).flatMap((one): readonly Op[] => {
    const [before, after] = [{ from: one.from, to: from - 1 }, { from: to + 1, to: one.to }].map((rest) => (rest.to < rest.from ? null : rest));
    if (before && after) return [{ op: 'patch', id: one.id, set: before }, { op: 'put', record: stretch(newId, after) }];
    const rest = before ?? after;
    return rest ? [{ op: 'patch', id: one.id, set: rest }] : [{ op: 'remove', id: one.id }];
  });
  return ops.length === 0 ? refused('edit/not-deleted') : ops;
});

/** A part of the clip with a name. */
export const addChapter = edit<FrameRange & { readonly id: StretchId; readonly title: string }>('chapter.add', (document, { id, title, from, to }) => {
  if (document.get(id) !== undefined) return refused('edit/exists');
  if (to < from || from < 0) return refused('edit/outside-clip');
  return titleRefusal(title) ?? [{ op: 'put', record: { id, type: 'stretch', is: 'chapter', title: title.trim(), from, to } }];
});

export const renameChapter = edit<{ readonly id: StretchId; readonly title: string }>('chapter.rename', (document, { id, title }) => {
  const record = chapter(document, id);
  if (record === null) return refused('edit/gone');
  return titleRefusal(title) ?? (record.title === title.trim() ? [] : [{ op: 'patch', id, set: { title: title.trim() } }]);
});

export const removeChapter = edit<{ readonly id: StretchId }>('chapter.remove', (document, { id }) => (chapter(document, id) === null ? refused('edit/gone') : [{ op: 'remove', id }]));

/** The stretches of frames that are left out, by time. */
export function deletedStretches(document: ReadDocument): readonly StretchRecord[] {
  return document.all('stretch').filter(({ is }) => is === 'deleted').sort((a, b) => a.from - b.from);
}

/** The chapters people made, by time. */
export function chaptersOf(document: ReadDocument): readonly StretchRecord[] {
  return document.all('stretch').filter(({ is }) => is === 'chapter').sort((a, b) => a.from - b.from || a.to - b.to);
}

function stretch(newId: NewId, { from, to }: FrameRange): StretchRecord {
  return { id: newId() as StretchId, type: 'stretch', is: 'deleted', title: '', from, to };
}

function chapter(document: ReadDocument, id: StretchId): StretchRecord | null {
  const record = document.get(id);
  return record?.type === 'stretch' && record.is === 'chapter' ? record : null;
}

function titleRefusal(title: string): Refusal | null {
  if (title.trim() === '') return refused('edit/no-name');
  return title.trim().length > 200 ? refused('edit/too-long') : null;
}
