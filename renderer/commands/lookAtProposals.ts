import { acceptProposals, refuseProposals } from '#shared/edits/proposals.ts';
import { openProposals } from '#shared/edits/proposalRules.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Proposal } from '#shared/model/records.ts';
import { openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

/** Open proposals on the frame in hand, surest first. */
export function proposalsOf(bench: Workbench): readonly Proposal[] {
  const open = openTask(bench);
  return open === null ? [] : openProposals(open.editor.document, bench.session.getState().frame);
}

/** The one being looked at. */
export function currentProposal(bench: Workbench): Proposal | null {
  const { proposal } = bench.session.getState();
  return proposalsOf(bench).find(({ id }) => id === proposal) ?? null;
}

/** Looks at a proposal: it is brought into view, and nothing else is in the hand. */
export function lookAt(bench: Workbench, proposal: Proposal | null): void {
  bench.session.setState({ proposal: proposal?.id ?? null, selection: new Set() });
  const bounds = proposal === null ? null : kindOf(proposal.shape).bounds(proposal.shape);
  if (bounds !== null) bench.work.getState().stage?.show([bounds.minX, bounds.minY, bounds.maxX - bounds.minX, bounds.maxY - bounds.minY]);
}

export function stepProposal(bench: Workbench, by: 1 | -1): void {
  const all = proposalsOf(bench);
  const at = all.findIndex(({ id }) => id === bench.session.getState().proposal);
  lookAt(bench, all[at === -1 ? (by === 1 ? 0 : all.length - 1) : (at + by + all.length) % all.length] ?? null);
}

/** The one after the next verdict: whoever decides goes on without asking for it. */
function following(bench: Workbench, given: Proposal): Proposal | null {
  const all = proposalsOf(bench);
  const at = all.findIndex(({ id }) => id === given.id);
  return all[at + 1] ?? all[at - 1] ?? null;
}

/** On a clip a thing goes on from the frame it was found on. */
function accept(bench: Workbench, proposals: readonly Proposal[], tracks: readonly TrackId[] | null): boolean {
  return bench.deeds.commit(acceptProposals, { proposals: proposals.map(({ id }) => id), tracks, extent: bench.session.getState().extent });
}

export function acceptOne(bench: Workbench, proposal: Proposal): void {
  const next = following(bench, proposal);
  if (accept(bench, [proposal], null)) lookAt(bench, next);
}

export function refuseOne(bench: Workbench, proposal: Proposal): void {
  const next = following(bench, proposal);
  if (bench.deeds.commit(refuseProposals, { proposals: [proposal.id] })) lookAt(bench, next);
}

/** Takes it and puts it in the hand: what is changed on it from here on is its correction. */
export function correctOne(bench: Workbench, proposal: Proposal): void {
  const track = proposal.of ?? (bench.newId() as TrackId);
  if (!accept(bench, [proposal], [track])) return;
  lookAt(bench, proposal);
  bench.session.setState({ proposal: null, selection: new Set([track]), tool: 'select' });
  bench.work.getState().stage?.focus();
}

/** Those at least as sure as the person asks for. */
export function sureOnes(bench: Workbench): readonly Proposal[] {
  const { sureness } = bench.session.getState();
  return proposalsOf(bench).filter(({ score }) => (score ?? 0) >= sureness);
}

export function acceptSure(bench: Workbench): void {
  const sure = sureOnes(bench);
  if (sure.length > 0 && accept(bench, sure, null)) lookAt(bench, proposalsOf(bench)[0] ?? null);
}
