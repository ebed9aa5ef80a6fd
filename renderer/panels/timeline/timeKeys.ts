import { shiftKeyframes } from '#shared/edits/keyframes.ts';
import { clipInHand } from '../../commands/clip.commands.ts';
import { chosen } from '../../commands/look.ts';
import type { Workbench } from '../../commands/workbench.ts';
import type { TimelineCanvas } from './timelineCanvas.ts';

interface TimePress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Keys of the timeline while it has the focus: arrows go frame by frame (with Ctrl by the long step), with Shift they
 * choose frames, with Alt they carry the chosen keyframes along. Plus and minus zoom. False: not for the timeline.
 */
export function timeKey(bench: Workbench, press: TimePress, canvas: TimelineCanvas | null): boolean {
  const clip = clipInHand(bench);
  if (clip === null) return false;
  const { stride, range } = bench.session.getState();
  const last = clip.facts.frames - 1;
  const by = { ArrowLeft: -1, ArrowRight: 1, Home: -last, End: last }[press.key];
  if (by !== undefined) {
    const step = Math.abs(by) === 1 && (press.ctrlKey || press.metaKey) ? by * stride : by;
    if (press.altKey) shift(bench, step);
    else {
      if (press.shiftKey) extend(bench, clip.player.goal, Math.min(last, Math.max(0, clip.player.goal + step)));
      if (Math.abs(by) === 1) clip.player.step(step);
      else clip.player.seek(by > 0 ? last : 0);
    }
    return true;
  }
  if (press.key === '+' || press.key === '=') canvas?.zoom(1.5);
  else if (press.key === '-') canvas?.zoom(1 / 1.5);
  else if (press.key === '0') canvas?.fit();
  else if (press.key === ' ') clip.player.toggle();
  else if (press.key === 'Escape' && range !== null) bench.session.setState({ range: null });
  else return false;
  return true;
}

/** The range grows or shrinks from the end one is going to: what is shown may still be on its way there. */
function extend(bench: Workbench, at: number, to: number): void {
  const { range } = bench.session.getState();
  const anchor = range === null ? at : at === range.from ? range.to : range.from;
  bench.session.setState({ range: { from: Math.min(anchor, to), to: Math.max(anchor, to) } });
}

function shift(bench: Workbench, by: number): void {
  const clip = clipInHand(bench);
  const frame = clip?.player.goal ?? 0;
  if (clip !== null && bench.deeds.commit(shiftKeyframes, { keys: chosen(bench).map((track) => ({ track, frame })), by, last: clip.facts.frames - 1 })) clip.player.seek(frame + by);
}
