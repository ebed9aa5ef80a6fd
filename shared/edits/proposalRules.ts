import type { ReadDocument } from '../model/document.ts';
import { keyframeIdOf, type LabelId, type ProposalId, type RecordId, type TrackId } from '../model/ids.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
import type { Proposal, Proposer, ProposalVerdict } from '../model/records.ts';
import type { EditContext } from './edit.ts';

/** What a machine offers, before it is a record. `of` is the thing it would be a keyframe of; most would be new things. */
export interface Offered {
  readonly shape: Shape;
  readonly of?: TrackId;
  readonly label: LabelId | null;
  readonly word: string;
  readonly score: number | null;
}

export function newProposal(offered: Offered, { from, frame }: { readonly from: Proposer; readonly frame: number }, { newId, now }: Pick<EditContext, 'newId' | 'now'>): Proposal {
  return { id: newId() as ProposalId, type: 'proposal', frame, ...offered, of: offered.of ?? null, word: offered.word.slice(0, 200), from, proposedAt: now, verdict: null };
}

/** Proposals nobody has said anything to, surest first. */
export function openProposals(document: ReadDocument, frame: number): readonly Proposal[] {
  return document.all('proposal').filter((one) => one.verdict === null && one.frame === frame).sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || (a.id < b.id ? -1 : 1));
}

/** Keyframes proposed for a thing that nobody has said anything to, by frame. */
export function openKeyframes(document: ReadDocument, track: TrackId): readonly Proposal[] {
  return document.all('proposal').filter((one) => one.verdict === null && one.of === track).sort((a, b) => a.frame - b.frame);
}

/** The proposal a thing came of, the newest of several; null for what a person drew. */
export function originOf(document: ReadDocument, track: TrackId): Proposal | null {
  const own = document.all('proposal').filter(({ of, verdict }) => of === null && verdict?.track === track);
  return own.sort((a, b) => b.proposedAt - a.proposedAt)[0] ?? null;
}

/**
 * What an edit says of the proposals its things and keyframes came of: shape or label changed by hand is a correction,
 * deleting is a refusal. Asked once, where every edit enters the document, so that no edit can forget it.
 */
export function verdictOps(document: ReadDocument, ops: readonly Op[], { actor, now }: Pick<EditContext, 'actor' | 'now'>): readonly Op[] {
  const settled = document.all('proposal').filter(({ verdict }) => verdict !== null && verdict.said !== 'refused');
  if (settled.length === 0) return [];
  const changed = new Map<RecordId, ProposalVerdict['said']>();
  // Joining takes one thing out for the sake of another: that refuses nothing.
  const onlyRemoves = ops.every(({ op }) => op === 'remove');
  for (const op of ops) {
    const record = document.get(op.op === 'put' ? op.record.id : op.id);
    if (op.op === 'remove' && (record?.type === 'track' || record?.type === 'keyframe') && onlyRemoves) changed.set(record.id, 'refused');
    else if (record?.type === 'keyframe' && touches(op, 'shape')) {
      changed.set(record.id, 'corrected');
      if (!changed.has(record.track)) changed.set(record.track, 'corrected');
    }
    else if (record?.type === 'track' && touches(op, 'label') && !changed.has(record.id)) changed.set(record.id, 'corrected');
  }
  return settled.flatMap(({ id, of, frame, verdict }): readonly Op[] => {
    const made = verdict === null || verdict.track === null ? null : of === null ? verdict.track : keyframeIdOf(of, frame);
    const said = made === null ? undefined : changed.get(made);
    return verdict === null || said === undefined || said === verdict.said ? [] : [{ op: 'patch', id, set: { verdict: { said, by: actor, at: now, track: verdict.track } } }];
  });
}

function touches(op: Op, field: string): boolean {
  return op.op === 'patch' && field in op.set;
}
