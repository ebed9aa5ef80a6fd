import { shareOf } from '../geometry/rect.ts';
import type { ReadDocument } from '../model/document.ts';
import type { LabelId, ProposalId, TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { Op } from '../model/ops.ts';
import type { Proposal, ProposalVerdict, Proposer, Track } from '../model/records.ts';
import { createTrack } from './createTrack.ts';
import { edit, isRefusal, refused, type EditContext } from './edit.ts';
import { labelRefusal } from './labelRules.ts';
import { newProposal, openKeyframes, type Offered } from './proposalRules.ts';
import { replaceShape } from './replaceShape.ts';
import { placeOp } from './shapeRules.ts';
import type { FrameRange } from './stretches.ts';
import { spanOps } from './timeRules.ts';

export interface OfferArgs {
  readonly from: Proposer;
  readonly frame: number;
  readonly offers: readonly Offered[];
}

export interface OfferKeyframesArgs {
  readonly from: Proposer;
  readonly track: TrackId;
  /** The frames that were looked at. What was proposed there before and nobody has answered makes room. */
  readonly looked: FrameRange;
  readonly keys: readonly { readonly frame: number; readonly shape: Shape; readonly score: number }[];
}

/** Puts the keyframes a tracker found beside those of a thing. */
export const offerKeyframes = edit<OfferKeyframesArgs>('proposal.keyframes', (document, { from, track, looked, keys }, context) => {
  const record = document.track(track);
  if (record === undefined) return refused('edit/gone');
  const sound = keys.filter(({ shape }) => shape.kind === record.kind && kindOf(shape).problem(shape) === null);
  return [
    ...openKeyframes(document, track).filter(({ frame }) => frame >= looked.from && frame <= looked.to).map(({ id }): Op => ({ op: 'remove', id })),
    ...sound.map(({ frame, shape, score }): Op => ({ op: 'put', record: newProposal({ shape, of: track, label: record.label, word: '', score }, { from, frame }, context) })),
  ];
});

/** Of two shapes that share this much of their bounds one says nothing new. */
const SAME = 0.9;

/**
 * Puts what a model found beside the annotations. What the same model offered before and nobody has answered makes room;
 * what was answered already is not offered again.
 */
export const offerProposals = edit<OfferArgs>('proposal.offer', (document, { from, frame, offers }, context) => {
  const earlier = document.all('proposal').filter((one) => one.of === null && one.frame === frame && sameProposer(one.from, from));
  const answered = earlier.filter(({ verdict }) => verdict !== null);
  const sound = offers.filter(({ shape, word }) => kindOf(shape).problem(shape) === null && !answered.some((one) => one.word === word && overlap(one.shape, shape) > SAME));
  return [
    ...earlier.filter(({ verdict }) => verdict === null).map(({ id }): Op => ({ op: 'remove', id })),
    ...sound.map((offered): Op => ({ op: 'put', record: newProposal(offered, { from, frame }, context) })),
  ];
});

export function sameProposer(a: Proposer, b: Proposer): boolean {
  return a.aid === b.aid && a.name === b.name && a.version === b.version && a.hash === b.hash;
}

function overlap(a: Shape, b: Shape): number {
  const [one, other] = [kindOf(a).bounds(a), kindOf(b).bounds(b)];
  return one === null || other === null ? 0 : shareOf(one, other);
}

export interface AcceptArgs {
  readonly proposals: readonly ProposalId[];
  /** The new things' ids, one per proposal, for who wants to select them; null lets the edit choose. */
  readonly tracks: readonly TrackId[] | null;
  readonly extent: Track['extent'];
}

/** Proposals become things, or keyframes of the things they were made for. */
export const acceptProposals = edit<AcceptArgs>('proposal.accept', (document, { proposals, tracks, extent }, context) => {
  const ops: Op[] = [];
  const open = openOnes(document, proposals);
  for (const proposal of open) if (proposal.of !== null) ops.push(...keyedOps(document, proposal, proposal.of), verdictOp(proposal.id, { said: 'accepted', track: proposal.of }, context));
  for (const [at, proposal] of open.filter(({ of }) => of === null).entries()) {
    const id = tracks?.[at] ?? (context.newId() as TrackId);
    const label = labelRefusal(document, proposal.label, proposal.shape.kind) === null ? proposal.label : null;
    const made = createTrack.run(document, { shape: proposal.shape, frame: proposal.frame, label, extent, id, attributes: {} }, context);
    if (isRefusal(made)) return made;
    ops.push(...made.map((op) => above(op, at)), verdictOp(proposal.id, { said: 'accepted', track: id }, context));
  }
  return ops.length === 0 ? refused('edit/gone') : ops;
});

/** A thing that is gone by now, or became another kind, gets no keyframe; its proposals are settled all the same. */
function keyedOps(document: ReadDocument, { frame, shape }: Proposal, of: TrackId): readonly Op[] {
  return document.track(of)?.kind === shape.kind ? [...spanOps(document, of), placeOp(document, { track: of, frame }, shape)] : [];
}

/** Several at once lie above each other in their order. */
function above(op: Op, by: number): Op {
  return op.op === 'put' && op.record.type === 'track' ? { op: 'put', record: { ...op.record, z: op.record.z + by } } : op;
}

/** Proposals are not taken. They stay on record. */
export const refuseProposals = edit<{ readonly proposals: readonly ProposalId[] }>('proposal.refuse', (document, { proposals }, context) => {
  const open = openOnes(document, proposals);
  return open.length === 0 ? refused('edit/gone') : open.map(({ id }) => verdictOp(id, { said: 'refused', track: null }, context));
});

/** What the model's word means in this project, for everything it offered under it that is still open. */
export const labelProposals = edit<{ readonly proposals: readonly ProposalId[]; readonly label: LabelId | null }>('proposal.label', (document, { proposals, label }) =>
  openOnes(document, proposals).filter((one) => one.label !== label).map(({ id }): Op => ({ op: 'patch', id, set: { label } })));

export interface TakeShapeArgs {
  readonly shape: Shape;
  readonly frame: number;
  readonly label: LabelId | null;
  readonly id: TrackId;
  readonly extent: Track['extent'];
  /** The thing whose place it takes; null makes a new one. */
  readonly replaces: TrackId | null;
  readonly from: Proposer;
  readonly score: number | null;
}

/** What an aid proposed under the hand and the person took: the thing, and the record of where it came from. */
export const takeShape = edit<TakeShapeArgs>('proposal.take', (document, args, context) => {
  const { shape, frame, label, id, extent, replaces } = args;
  const made = replaces === null ? createTrack.run(document, { shape, frame, label, extent, id, attributes: {} }, context) : replaceShape.run(document, { track: replaces, frame, shape }, context);
  return isRefusal(made) ? made : [...made, settledOp(args, { said: 'accepted', track: replaces ?? id }, context)];
});

export type RefuseShapeArgs = Pick<TakeShapeArgs, 'shape' | 'frame' | 'label' | 'from' | 'score'>;

/** What an aid proposed under the hand and the person did not want. */
export const refuseShape = edit<RefuseShapeArgs>('proposal.refuseShape', (_document, args, context) => [settledOp(args, { said: 'refused', track: null }, context)]);

type Said = Pick<ProposalVerdict, 'said' | 'track'>;

function settledOp({ shape, frame, label, from, score }: RefuseShapeArgs, said: Said, context: EditContext): Op {
  const record: Proposal = { ...newProposal({ shape, label, word: '', score }, { from, frame }, context), verdict: { ...said, by: context.actor, at: context.now } };
  return { op: 'put', record };
}

function verdictOp(id: ProposalId, said: Said, { actor, now }: EditContext): Op {
  return { op: 'patch', id, set: { verdict: { ...said, by: actor, at: now } } };
}

function openOnes(document: ReadDocument, ids: readonly ProposalId[]): readonly Proposal[] {
  return ids.flatMap((id) => {
    const record = document.get(id);
    return record?.type === 'proposal' && record.verdict === null ? [record] : [];
  });
}
