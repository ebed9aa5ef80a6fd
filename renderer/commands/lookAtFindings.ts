import { findingsOf, judgeFinding } from '#shared/edits/findings.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Finding, FindingVerdict } from '#shared/model/records.ts';
import { clipInHand } from './clip.commands.ts';
import { openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

/** What was found on the task in hand, by time. */
export function findingsInHand(bench: Workbench): readonly Finding[] {
  const open = openTask(bench);
  return open === null ? [] : findingsOf(open.editor.document).filter(({ task }) => task === open.task);
}

export function currentFinding(bench: Workbench): Finding | null {
  const { finding } = bench.session.getState();
  return findingsInHand(bench).find(({ id }) => id === finding) ?? null;
}

/** Goes where a finding points to: its frame, its things, and the part of the picture. */
export function lookAtFinding(bench: Workbench, finding: Finding | null): void {
  const open = openTask(bench);
  bench.session.setState({ finding: finding?.id ?? null });
  if (finding === null || open === null) return;
  const { frame, tracks, region } = finding.anchor;
  const there = tracks.filter((track) => open.editor.document.track(track as TrackId) !== undefined) as TrackId[];
  bench.session.setState({ selection: new Set(there) });
  clipInHand(bench)?.player.seek(frame);
  if (region !== null) bench.work.getState().stage?.show(region);
}

/** The next one after the one in hand, or after the frame in hand; those nobody has judged come first to mind, so only they are walked through while there are any. */
export function stepFinding(bench: Workbench, by: 1 | -1): void {
  const all = findingsInHand(bench);
  const open = all.filter(({ verdict }) => verdict === null);
  const walked = open.length > 0 ? open : all;
  const at = walked.findIndex(({ id }) => id === bench.session.getState().finding);
  if (at !== -1) return lookAtFinding(bench, walked[(at + by + walked.length) % walked.length] ?? null);
  const { frame } = bench.session.getState();
  const next = by === 1 ? walked.find(({ anchor }) => anchor.frame >= frame) : walked.findLast(({ anchor }) => anchor.frame <= frame);
  lookAtFinding(bench, next ?? walked.at(by === 1 ? 0 : -1) ?? null);
}

/** Says what a finding was worth; whoever decides goes on without asking for the next. */
export function judge(bench: Workbench, finding: Finding, said: FindingVerdict['said'] | null): void {
  const open = findingsInHand(bench).filter(({ verdict }) => verdict === null);
  const at = open.findIndex(({ id }) => id === finding.id);
  const next = said === null ? finding : (open[at + 1] ?? open[at - 1] ?? null);
  if (bench.deeds.commit(judgeFinding, { finding, said })) lookAtFinding(bench, next);
}
