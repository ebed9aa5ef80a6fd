import type { ReadDocument } from '../model/document.ts';
import { findingIdOf, type FindingId } from '../model/ids.ts';
import type { Op } from '../model/ops.ts';
import type { Finding, FindingVerdict } from '../model/records.ts';
import { edit, refused } from './edit.ts';

/** What was found, before anybody is its author. */
export type FindingDraft = Omit<Finding, 'id' | 'type' | 'author' | 'at' | 'verdict'>;

export interface AddFindingsArgs {
  readonly findings: readonly FindingDraft[];
}

/** Writes down what a person marked. What is there already stays as it is, with what was said to it. */
export const addFindings = edit<AddFindingsArgs>('finding.add', (document, { findings }, { actor, now }) => {
  const added = new Map<FindingId, Op>();
  for (const draft of findings) {
    const id = findingIdOf(draft.task, draft);
    if (document.get(id) === undefined) added.set(id, { op: 'put', record: { ...draft, id, type: 'finding', author: actor, at: now, verdict: null } });
  }
  return [...added.values()];
});

export interface JudgeFindingArgs {
  readonly finding: FindingDraft;
  /** Null takes back what was said. */
  readonly said: FindingVerdict['said'] | null;
}

/** Says what a finding was worth. One that a check computed becomes a record by it. */
export const judgeFinding = edit<JudgeFindingArgs>('finding.judge', (document, { finding, said }, { actor, now }) => {
  const id = findingIdOf(finding.task, finding);
  const known = document.get(id);
  const verdict: FindingVerdict | null = said === null ? null : { said, by: actor, at: now };
  if (known?.type === 'finding') return known.verdict?.said === said || (known.verdict === null && said === null) ? [] : [{ op: 'patch', id, set: { verdict } }];
  const { task, check, version, key, severity, anchor, text, numbers } = finding;
  return [{ op: 'put', record: { task, check, version, key, severity, anchor, text, numbers, id, type: 'finding', author: actor, at: now, verdict } }];
});

export const removeFinding = edit<{ readonly finding: FindingId }>('finding.remove', (document, { finding }, { actor }) => {
  const known = document.get(finding);
  if (known?.type !== 'finding') return refused('edit/gone');
  return known.author === actor ? [{ op: 'remove', id: finding }] : refused('edit/not-yours');
});

/** What was found on a task, by time; of one frame, by who found it. */
export function findingsOf(document: ReadDocument): readonly Finding[] {
  return [...document.all('finding')].sort((a, b) => a.anchor.frame - b.anchor.frame || a.at - b.at || (a.id < b.id ? -1 : 1));
}
