import { alignTracks, type Alignment } from '#shared/edits/alignTracks.ts';
import type { Command } from './command.ts';
import { chosen, editable } from './look.ts';
import type { Workbench } from './workbench.ts';

const ALIGNMENTS: readonly (readonly [Alignment, string])[] = [
  ['left', 'align-left'], ['middle', 'align-middle'], ['right', 'align-right'], ['top', 'align-top'], ['centre', 'align-centre'], ['bottom', 'align-bottom'], ['spreadX', 'spread-x'], ['spreadY', 'spread-y'],
];

function align([to, icon]: readonly [Alignment, string]): Command<Workbench> {
  const least = to.startsWith('spread') ? 3 : 2;
  return {
    id: `arrange.${to}`, group: 'arrange', keys: [], icon,
    enabled: (bench) => editable(bench) && chosen(bench).length >= least,
    run: (bench) => void bench.deeds.commit(alignTracks, { tracks: chosen(bench), frame: bench.session.getState().frame, to }),
  };
}

/** Brings several things into line. */
export const arrangeCommands: readonly Command<Workbench>[] = ALIGNMENTS.map(align);
