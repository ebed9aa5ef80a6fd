import { createTrack } from '#shared/edits/createTrack.ts';
import { removeTracks } from '#shared/edits/removeTracks.ts';
import type { LabelId } from '#shared/model/ids.ts';
import type { Command } from './command.ts';
import { editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

/** Puts a label on the whole picture, or takes it off again. */
export function toggleTag(bench: Workbench, label: LabelId): void {
  const document = openTask(bench)?.editor.document;
  if (document === undefined) return;
  const there = document.tracks().filter((track) => track.kind === 'tag' && track.label === label).map(({ id }) => id);
  if (there.length > 0) bench.deeds.commit(removeTracks, { tracks: there });
  else bench.deeds.commit(createTrack, { shape: { kind: 'tag' }, frame: bench.session.getState().frame, label, extent: bench.session.getState().extent, id: null, attributes: {} });
}

export const tagCommands: readonly Command<Workbench>[] = [
  {
    id: 'object.tag', group: 'object', keys: ['Shift+t'], icon: 'tag', enabled: (bench) => editable(bench) && bench.session.getState().label !== null,
    run: (bench) => {
      const { label } = bench.session.getState();
      if (label !== null) toggleTag(bench, label);
    },
  },
];
