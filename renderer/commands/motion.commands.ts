import { setSteady } from '#shared/edits/camera.ts';
import { acceptProposals, refuseProposals } from '#shared/edits/proposals.ts';
import { openKeyframes } from '#shared/edits/proposalRules.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Proposal } from '#shared/model/records.ts';
import { clipInHand } from './clip.commands.ts';
import type { Command } from './command.ts';
import { chosen, editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

const mayTrace = (bench: Workbench): boolean => editable(bench) && clipInHand(bench) !== null && chosen(bench).length === 1 && bench.session.getState().motion.is !== 'playing' && bench.work.getState().trace.run === null;

/** Keyframes a tracker offers for a thing. */
export function offeredKeyframes(bench: Workbench, track: TrackId): readonly Proposal[] {
  const open = openTask(bench);
  return open === null ? [] : openKeyframes(open.editor.document, track);
}

/** Those offered for what is chosen. */
function offeredForChosen(bench: Workbench): readonly Proposal[] {
  return chosen(bench).flatMap((track) => offeredKeyframes(bench, track));
}

export function acceptKeyframes(bench: Workbench, keys: readonly Proposal[]): void {
  bench.deeds.commit(acceptProposals, { proposals: keys.map(({ id }) => id), tracks: null, extent: 'span' });
}

export function refuseKeyframes(bench: Workbench, keys: readonly Proposal[]): void {
  bench.deeds.commit(refuseProposals, { proposals: keys.map(({ id }) => id) });
}

function onOffered(id: string, keys: readonly string[], act: (bench: Workbench, keys: readonly Proposal[]) => void): Command<Workbench> {
  return { id: `track.${id}`, group: 'track', keys, icon: null, enabled: (bench) => editable(bench) && offeredForChosen(bench).length > 0, run: (bench) => act(bench, offeredForChosen(bench)) };
}

/** Following things, and what the camera does. */
export const motionCommands: readonly Command<Workbench>[] = [
  { id: 'track.traceAhead', group: 'track', keys: ['Alt+y'], icon: 'trace-ahead', enabled: mayTrace, run: ({ deeds }) => void deeds.trace(1) },
  { id: 'track.traceBack', group: 'track', keys: ['Alt+Shift+y'], icon: 'trace-back', enabled: mayTrace, run: ({ deeds }) => void deeds.trace(-1) },
  { id: 'track.traceStop', group: 'track', keys: [], icon: null, enabled: ({ work }) => work.getState().trace.run !== null, run: ({ deeds }) => deeds.stopTrace() },
  onOffered('acceptKeyframes', ['Alt+i'], acceptKeyframes),
  onOffered('refuseKeyframes', ['Alt+Shift+i'], refuseKeyframes),
  { id: 'clip.camera', group: 'clip', keys: ['Alt+Shift+c'], icon: 'camera', enabled: (bench) => clipInHand(bench) !== null, run: ({ screen }) => screen.setState({ dialog: 'camera' }) },
  {
    id: 'clip.steady', group: 'clip', keys: ['Alt+Shift+s'], icon: null,
    enabled: (bench) => editable(bench) && (openTask(bench)?.editor.document.camera() ?? null) !== null,
    run: (bench) => {
      const camera = openTask(bench)?.editor.document.camera();
      if (camera !== null && camera !== undefined) bench.deeds.commit(setSteady, { on: !camera.record.steady });
    },
  },
];
