import { sameJson } from '../base/json.ts';
import type { ReadDocument } from '../model/document.ts';
import { acknowledgementIdOf, guidelineChoiceIdOf, MOST_RULE, MOST_TITLE, type GuidelineChoice, type ParagraphChange, type Revision, type RevisionSize } from '../model/guideline.ts';
import { guidelineOf, type Guideline } from '../model/guidelineOf.ts';
import type { RevisionId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import { edit, refused, type EditContext, type Refusal } from './edit.ts';

/** What is to be published. `before` of each change is what the writer saw. */
export interface RevisionDraft {
  readonly size: RevisionSize;
  readonly changes: readonly ParagraphChange[];
  readonly note: string;
}

/** Publishes a step of the guideline. It is refused where the paragraph is another one by now: the writer has not seen that. */
export const publishRevision = edit<RevisionDraft>('guideline.publish', (document, draft, context) => {
  const made = revisionOp(document, { ...draft, answer: null }, context);
  return 'refused' in made ? made : [made];
});

export type RevisionOp = Extract<Op, { op: 'put' }> & { readonly record: Revision };

/** The op that publishes, for edits that publish along with something else. */
export function revisionOp(document: ReadDocument, draft: RevisionDraft & Pick<Revision, 'answer'>, { newId, actor, now }: EditContext): RevisionOp | Refusal {
  const guideline = guidelineIn(document);
  const changes = draft.changes.filter(({ before, after }) => !sameJson(before, after));
  if (changes.length === 0) return refused('edit/nothing-changed');
  for (const change of changes) {
    const no = changeRefusal(guideline, change);
    if (no !== null) return no;
  }
  const { size, note, answer } = draft;
  return { op: 'put', record: { id: newId() as RevisionId, type: 'revision', base: guideline.head, size, changes, note, answer, author: actor, publishedAt: now } };
}

function changeRefusal({ paragraphs }: Guideline, { paragraph, before, after }: ParagraphChange): Refusal | null {
  if (after !== null && after.title.trim() === '') return refused('edit/no-name');
  if (after !== null && (after.title.length > MOST_TITLE || after.text.length > MOST_RULE)) return refused('edit/too-long');
  const now = paragraphs.find(({ id }) => id === paragraph);
  const { id: _id, since: _since, ...stands } = now ?? { id: '', since: null };
  return sameJson(before, now === undefined ? null : (stands as ParagraphChange['after'])) ? null : refused('edit/guideline-moved');
}

/** Picks between revisions that were published without knowing of each other: those named hold, in that order. */
export const chooseRevisions = edit<{ readonly base: RevisionId | null; readonly order: readonly RevisionId[] }>('guideline.choose', (document, { base, order }, { actor, now }) => {
  const fork = guidelineIn(document).forks.find((one) => one.base === base);
  if (fork === undefined) return refused('edit/gone');
  const rivals = fork.rivals.map(({ id }) => id);
  if (order.length === 0 || order.some((id) => !rivals.includes(id))) return refused('edit/gone');
  const id = guidelineChoiceIdOf(base);
  const known = document.get(id);
  const said = { order: [...new Set(order)], aside: [...(known?.type === 'guidelineChoice' ? known.aside : []), ...rivals.filter((one) => !order.includes(one))], by: actor, at: now };
  const record: GuidelineChoice = { id, type: 'guidelineChoice', base, ...said };
  return [known === undefined ? { op: 'put', record } : { op: 'patch', id, set: said }];
});

/** "I have read it." Said once for each revision; saying it again changes nothing. */
export const acknowledgeRevisions = edit<{ readonly revisions: readonly RevisionId[] }>('guideline.read', (document, { revisions }, { actor, now }) =>
  [...new Set(revisions)].flatMap((revision): Op[] => {
    const id = acknowledgementIdOf(revision, actor);
    return document.get(id) !== undefined || document.get(revision)?.type !== 'revision' ? [] : [{ op: 'put', record: { id, type: 'acknowledgement', revision, person: actor, at: now } }];
  }));

export function guidelineIn(document: ReadDocument): Guideline {
  return guidelineOf(document.all('revision'), document.all('guidelineChoice'));
}

/** Revisions in force that a person has neither written nor read, oldest first. */
export function unreadBy(document: ReadDocument, guideline: Guideline, person: string): Guideline['steps'] {
  return guideline.steps.filter(({ revision }) => revision.author !== person && document.get(acknowledgementIdOf(revision.id, person)) === undefined);
}
