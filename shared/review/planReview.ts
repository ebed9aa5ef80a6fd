import type { Moment } from './risk.ts';

/** Frames `from` to `to`, both among them. */
export interface FrameRun {
  readonly from: number;
  readonly to: number;
}

/** A part of the clip that goes into a review clip, and why it does. */
export interface PlannedSpan extends FrameRun {
  readonly moments: readonly Moment[];
}

export interface PlanInput {
  readonly moments: readonly Moment[];
  /** Frames of the clip, and frames a second. */
  readonly frames: number;
  readonly rate: number;
  /** Frames that people left out of the clip, by time. */
  readonly deleted: readonly FrameRun[];
  /** At most so many seconds; the heaviest moments go first. */
  readonly mostSeconds: number;
}

/** Seconds before and after a moment: enough to see where something comes from and what becomes of it. */
const BEFORE = 1;
const AFTER = 1;

/** The parts of a clip around its moments. Parts that touch are one. */
export function planMoments({ moments, frames, rate, deleted, mostSeconds }: PlanInput): readonly PlannedSpan[] {
  const most = Math.max(1, Math.floor(mostSeconds * rate));
  const around = ({ frame }: Moment): FrameRun => ({ from: Math.max(0, Math.round(frame - BEFORE * rate)), to: Math.min(frames - 1, Math.round(frame + AFTER * rate)) });
  const taken: Moment[] = [];
  for (const moment of moments.toSorted((a, b) => b.weight - a.weight || a.frame - b.frame)) {
    if (lengthOf(joined([...taken, moment].map(around))) <= most || taken.length === 0) taken.push(moment);
  }
  return withMoments(without(joined(taken.map(around)), deleted), taken);
}

/** Runs of frames that are wanted whatever is on them, with the moments that fall into them. */
export function planRuns(runs: readonly FrameRun[], { moments, frames, deleted }: Pick<PlanInput, 'moments' | 'frames' | 'deleted'>): readonly PlannedSpan[] {
  const kept = runs.map(({ from, to }) => ({ from: Math.max(0, from), to: Math.min(frames - 1, to) })).filter(({ from, to }) => to >= from);
  return withMoments(without(joined(kept), deleted), moments);
}

export function lengthOf(runs: readonly FrameRun[]): number {
  return runs.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}


function withMoments(runs: readonly FrameRun[], moments: readonly Moment[]): readonly PlannedSpan[] {
  return runs.map((run) => ({ ...run, moments: moments.filter(({ frame }) => frame >= run.from && frame <= run.to).toSorted((a, b) => a.frame - b.frame) }));
}

function joined(runs: readonly FrameRun[]): readonly FrameRun[] {
  const all: FrameRun[] = [];
  for (const run of runs.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last !== undefined && run.from <= last.to + 1) all[all.length - 1] = { from: last.from, to: Math.max(last.to, run.to) };
    else all.push(run);
  }
  return all;
}

function without(runs: readonly FrameRun[], gone: readonly FrameRun[]): readonly FrameRun[] {
  return gone.reduce<readonly FrameRun[]>((left, { from, to }) => left.flatMap((run) => {
    if (to < run.from || from > run.to) return [run];
    return [{ from: run.from, to: from - 1 }, { from: to + 1, to: run.to }].filter((rest) => rest.to >= rest.from);
  }), runs);
}
