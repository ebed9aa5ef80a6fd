import { hideAfter, removeKeyframe, setKeyframe, setOutside } from '#shared/edits/keyframes.ts';
import { mergeTracks } from '#shared/edits/mergeTracks.ts';
import { splitTrack, swapTracks } from '#shared/edits/splitTrack.ts';
import { deletedStretches, deleteFrames, restoreFrames, type FrameRange } from '#shared/edits/stretches.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import { lifeOf } from '#shared/model/trackLife.ts';
import { frameCount } from '../media/clipState.ts';
import { clipInHand } from './clip.commands.ts';
import type { Command } from './command.ts';
import { chosen, editable, openTask } from './look.ts';
import { regionOf } from './object.commands.ts';
import type { Workbench } from './workbench.ts';

const mayEdit = (bench: Workbench): boolean => editable(bench) && clipInHand(bench) !== null && bench.session.getState().motion.is !== 'playing';
const hasChosen = (bench: Workbench): boolean => mayEdit(bench) && chosen(bench).length > 0;
const frameOf = (bench: Workbench): number => bench.session.getState().frame;
const lastOf = (bench: Workbench): number => frameCount(clipInHand(bench)) - 1;

interface Need {
  readonly icon?: string;
  /** So many things must be chosen. */
  readonly least?: number;
}

function onChosen(id: string, [keys, run]: readonly [keys: readonly string[], run: (bench: Workbench, tracks: readonly TrackId[]) => void], { icon, least = 1 }: Need = {}): Command<Workbench> {
  return { id: `track.${id}`, group: 'track', keys, icon: icon ?? null, enabled: (bench) => mayEdit(bench) && chosen(bench).length >= least, run: (bench) => run(bench, chosen(bench)) };
}

/** Makes what is seen a keyframe, or takes the keyframe out where all of them have one. */
function toggleKeyframe(bench: Workbench, tracks: readonly TrackId[]): void {
  const document = openTask(bench)?.editor.document;
  const frame = frameOf(bench);
  const all = tracks.every((track) => document?.keyframeAt(track, frame) !== undefined);
  bench.deeds.commit(all ? removeKeyframe : setKeyframe, { tracks, frame });
}

function toggleOutside(bench: Workbench, tracks: readonly TrackId[]): void {
  const document = openTask(bench)?.editor.document;
  if (document === undefined) return;
  const frame = frameOf(bench);
  bench.deeds.commit(setOutside, { tracks, frame, on: tracks.some((track) => shapeAt(document, track, frame) !== null) });
}

function split(bench: Workbench, tracks: readonly TrackId[]): void {
  const made: TrackId[] = [];
  for (const track of tracks) {
    const id = bench.newId() as TrackId;
    if (bench.deeds.commit(splitTrack, { track, frame: frameOf(bench), id })) made.push(id);
  }
  if (made.length > 0) bench.session.setState({ selection: new Set(made) });
}

function merge(bench: Workbench, tracks: readonly TrackId[], gap: 'fill' | 'leave'): void {
  const document = openTask(bench)?.editor.document;
  if (!bench.deeds.commit(mergeTracks, { tracks, gap })) return;
  bench.session.setState({ selection: new Set(tracks.filter((track) => document?.track(track) !== undefined)) });
}

/** The frames chosen on the timeline, else the one in hand. */
function rangeOf(bench: Workbench): FrameRange {
  const { range, frame } = bench.session.getState();
  return range ?? { from: frame, to: frame };
}

function toggleDeleted(bench: Workbench): void {
  const document = openTask(bench)?.editor.document;
  if (document === undefined) return;
  const range = rangeOf(bench);
  const gone = deletedStretches(document).some(({ from, to }) => from <= range.from && to >= range.to);
  bench.deeds.commit(gone ? restoreFrames : deleteFrames, range);
}

/** Goes where the chosen thing changes most from one frame to the next: first its largest jump, then where it swells most. */
function goToSuspicious(bench: Workbench, [track]: readonly TrackId[]): void {
  const open = openTask(bench);
  const clip = clipInHand(bench);
  const record = track === undefined ? undefined : open?.editor.document.track(track);
  if (open === null || clip === null || record === undefined) return;
  const life = lifeOf(open.editor.document.keyframesOf(record.id), record.extent, clip.facts.frames);
  if (life === null) return;
  clip.player.seek(frameOf(bench) === life.jump.frame ? life.swell.frame : life.jump.frame);
}

/** What is done to things in time, and with the frames themselves. */
export const trackCommands: readonly Command<Workbench>[] = [
  {
    id: 'track.play', group: 'track', keys: ['Space'], icon: 'play',
    enabled: (bench) => clipInHand(bench) !== null && !bench.session.getState().drafting,
    run: (bench) => clipInHand(bench)?.player.toggle(),
  },
  { id: 'track.goTo', group: 'track', keys: ['g'], icon: null, enabled: (bench) => clipInHand(bench) !== null, run: ({ screen }) => screen.setState(({ going }) => ({ going: going + 1 })) },
  onChosen('keyframe', [['t'], toggleKeyframe], { icon: 'keyframe' }),
  onChosen('outside', [['Alt+o'], toggleOutside], { icon: 'eye-off' }),
  onChosen('hideAfter', [['Alt+t'], (bench, tracks) => void bench.deeds.commit(hideAfter, { tracks, frame: frameOf(bench), last: lastOf(bench) })]),
  onChosen('split', [['Alt+k'], split], { icon: 'split' }),
  onChosen('merge', [['Shift+k'], (bench, tracks) => merge(bench, tracks, 'fill')], { icon: 'unite', least: 2 }),
  onChosen('join', [['Alt+Shift+k'], (bench, tracks) => merge(bench, tracks, 'leave')], { least: 2 }),
  {
    id: 'track.swap', group: 'track', keys: ['Alt+w'], icon: 'swap',
    enabled: (bench) => mayEdit(bench) && chosen(bench).length === 2,
    run: (bench) => {
      const [one, other] = chosen(bench);
      if (one !== undefined && other !== undefined) bench.deeds.commit(swapTracks, { tracks: [one, other], frame: frameOf(bench) });
    },
  },
  { id: 'track.carry', group: 'track', keys: ['$mod+b'], icon: 'carry', enabled: hasChosen, run: ({ screen }) => screen.setState({ dialog: 'carry' }) },
  { id: 'track.valueOver', group: 'track', keys: ['Alt+v'], icon: null, enabled: hasChosen, run: ({ screen }) => screen.setState({ dialog: 'valueOver' }) },
  { id: 'track.deleteFrames', group: 'track', keys: ['Alt+Delete'], icon: null, enabled: mayEdit, run: toggleDeleted },
  { id: 'track.chapter', group: 'track', keys: ['Alt+c'], icon: null, enabled: mayEdit, run: ({ screen }) => screen.setState({ dialog: 'chapter' }) },
  onChosen('suspicious', [['Alt+e'], goToSuspicious]),
  {
    id: 'track.follow', group: 'track', keys: ['Alt+r'], icon: 'follow',
    enabled: (bench) => clipInHand(bench) !== null,
    run: (bench) => {
      const { follow } = bench.session.getState();
      bench.session.setState({ follow: !follow });
      const region = follow ? null : regionOf(bench, chosen(bench));
      if (region !== null) bench.work.getState().stage?.show(region);
    },
  },
];
