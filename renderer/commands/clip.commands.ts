import { chaptersOf } from '#shared/edits/stretches.ts';
import { nearestChange, nearestKeyframe, type Way } from '#shared/model/changes.ts';
import { frameCount, type ClipInHand } from '../media/clipState.ts';
import { otherSpeed } from '../session/motion.ts';
import type { Command } from './command.ts';
import { chosen, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

/** The clip on the stage, once a first frame of it can be shown; null while something is being drawn on it. */
export function clipInHand(bench: Workbench): (ClipInHand & { readonly facts: NonNullable<ClipInHand['facts']> }) | null {
  const { clip } = bench.work.getState();
  return openTask(bench) === null || clip === null || clip.facts === null ? null : { ...clip, facts: clip.facts };
}

/** Whether one may move through the clip: not while a gesture is under way, which belongs to the frame it began on. */
const mayMove = (bench: Workbench): boolean => clipInHand(bench) !== null && !bench.session.getState().drafting;

function move([id, ...keys]: readonly [string, ...string[]], act: (clip: ClipInHand, bench: Workbench) => void, icon: string | null = null): Command<Workbench> {
  return {
    id: `clip.${id}`, group: 'clip', keys, icon, enabled: mayMove,
    run: (bench) => {
      const clip = clipInHand(bench);
      if (clip !== null) act(clip, bench);
    },
  };
}

/** Goes where a search from the frame in hand leads; not enabled where it leads nowhere. */
function search([id, ...keys]: readonly [string, ...string[]], find: (bench: Workbench, frame: number) => number | null, icon: string | null = null): Command<Workbench> {
  const target = (bench: Workbench): number | null => (mayMove(bench) ? find(bench, clipInHand(bench)?.player.goal ?? 0) : null);
  return {
    id: `clip.${id}`, group: 'clip', keys, icon,
    enabled: mayMove,
    run: (bench) => {
      const frame = target(bench);
      if (frame !== null) clipInHand(bench)?.player.seek(frame);
    },
  };
}

/** Keyframes of what is chosen; of everything while nothing is. */
function keyframe(bench: Workbench, way: Way): number | null {
  const document = openTask(bench)?.editor.document;
  if (document === undefined) return null;
  const tracks = chosen(bench);
  return nearestKeyframe(document, tracks.length > 0 ? tracks : document.tracks().map(({ id }) => id), way);
}

function change(bench: Workbench, way: Way): number | null {
  const document = openTask(bench)?.editor.document;
  return document === undefined ? null : nearestChange(document, chosen(bench), way);
}

/** Chapters people made, and those the file brings. */
function chapter(bench: Workbench, { frame, direction }: Way): number | null {
  const clip = clipInHand(bench);
  const document = openTask(bench)?.editor.document;
  if (clip === null || document === undefined) return null;
  const starts = [...chaptersOf(document), ...clip.facts.chapters].map(({ from }) => from).filter((from) => (from - frame) * direction > 0);
  return starts.length === 0 ? null : direction === 1 ? Math.min(...starts) : Math.max(...starts);
}

/** Two neighbouring keys, back and on: a frame, with Shift the long step, with Alt the keyframe, with both the change. Holding one goes on and on. */
export const clipCommands: readonly Command<Workbench>[] = [
  move(['next', 'Quote'], ({ player }) => player.step(1), 'step-forward'),
  move(['previous', 'Semicolon'], ({ player }) => player.step(-1), 'step-back'),
  move(['forward', 'Shift+Quote'], ({ player }, { session }) => player.step(session.getState().stride), 'fast-forward'),
  move(['back', 'Shift+Semicolon'], ({ player }, { session }) => player.step(-session.getState().stride), 'rewind'),
  search(['nextKeyframe', 'Alt+Quote'], (bench, frame) => keyframe(bench, { frame, direction: 1 }), 'key-next'),
  search(['previousKeyframe', 'Alt+Semicolon'], (bench, frame) => keyframe(bench, { frame, direction: -1 }), 'key-previous'),
  search(['nextChange', 'Alt+Shift+Quote'], (bench, frame) => change(bench, { frame, direction: 1 })),
  search(['previousChange', 'Alt+Shift+Semicolon'], (bench, frame) => change(bench, { frame, direction: -1 })),
  search(['nextChapter', 'PageDown'], (bench, frame) => chapter(bench, { frame, direction: 1 })),
  search(['previousChapter', 'PageUp'], (bench, frame) => chapter(bench, { frame, direction: -1 })),
  move(['first', 'Home'], ({ player }) => player.seek(0)),
  move(['last', 'End'], (clip) => clip.player.seek(frameCount(clip) - 1)),
  { id: 'clip.faster', group: 'clip', keys: ['Alt+Period'], icon: null, enabled: (bench) => clipInHand(bench) !== null, run: ({ session }) => session.setState(({ speed }) => ({ speed: otherSpeed(speed, 1) })) },
  { id: 'clip.slower', group: 'clip', keys: ['Alt+Comma'], icon: null, enabled: (bench) => clipInHand(bench) !== null, run: ({ session }) => session.setState(({ speed }) => ({ speed: otherSpeed(speed, -1) })) },
];
