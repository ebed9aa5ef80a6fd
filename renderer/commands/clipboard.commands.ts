import type { Point } from '#shared/geometry/point.ts';
import { union } from '#shared/geometry/rect.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { copyTracks, pasteTracks, type Copied } from '#shared/edits/pasteTracks.ts';
import { removeTracks } from '#shared/edits/removeTracks.ts';
import type { Command } from './command.ts';
import { chosen, editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

/** Puts what is chosen on the clipboard; false when nothing of it has a place here. */
function copy(bench: Workbench): boolean {
  const open = openTask(bench);
  const clipboard = open === null ? [] : copyTracks(open.editor.document, new Set(chosen(bench)), bench.session.getState().frame);
  if (clipboard.length > 0) bench.screen.setState({ clipboard });
  return clipboard.length > 0;
}

function paste(bench: Workbench, by: Point): void {
  const copies = bench.screen.getState().clipboard;
  const ids = copies.map(() => bench.newId() as TrackId);
  if (bench.deeds.commit(pasteTracks, { copies, frame: bench.session.getState().frame, extent: bench.session.getState().extent, by, ids })) bench.session.setState({ selection: new Set(ids), tool: 'select' });
}

/** From where the copies were to where the pointer is, middle to middle. */
function wayToPointer(copies: readonly Copied[], to: Point): Point {
  const [first, ...rest] = copies.flatMap(({ shape }) => kindOf(shape).bounds(shape) ?? []);
  if (first === undefined) return [0, 0];
  const all = rest.reduce(union, first);
  return [to[0] - (all.minX + all.maxX) / 2, to[1] - (all.minY + all.maxY) / 2];
}

const hasChosen = (bench: Workbench): boolean => chosen(bench).length > 0;
const hasCopies = (bench: Workbench): boolean => editable(bench) && bench.screen.getState().clipboard.length > 0;

/** The clipboard stays when the picture changes: pasting at the same place is how one labels a series. */
export const clipboardCommands: readonly Command<Workbench>[] = [
  { id: 'edit.copy', group: 'edit', keys: ['$mod+c'], icon: null, enabled: hasChosen, run: (bench) => void copy(bench) },
  {
    id: 'edit.cut', group: 'edit', keys: ['$mod+x'], icon: null, enabled: (bench) => editable(bench) && hasChosen(bench),
    run: (bench) => {
      const tracks = chosen(bench);
      if (copy(bench)) bench.deeds.commit(removeTracks, { tracks });
    },
  },
  { id: 'edit.paste', group: 'edit', keys: ['$mod+v'], icon: null, enabled: hasCopies, run: (bench) => paste(bench, [0, 0]) },
  {
    id: 'edit.pasteHere', group: 'edit', keys: ['$mod+Shift+v'], icon: null, enabled: (bench) => hasCopies(bench) && bench.screen.getState().pointer !== null,
    run: (bench) => {
      const { clipboard, pointer } = bench.screen.getState();
      if (pointer !== null) paste(bench, wayToPointer(clipboard, pointer));
    },
  },
  { id: 'edit.propagate', group: 'edit', keys: ['$mod+b'], icon: null, enabled: (bench) => editable(bench) && hasChosen(bench), run: ({ screen }) => screen.setState({ dialog: 'propagate' }) },
];
