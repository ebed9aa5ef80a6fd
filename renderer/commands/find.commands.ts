import type { TrackId } from '#shared/model/ids.ts';
import { frameCount } from '../media/clipState.ts';
import { matcherOf } from './askObjects.ts';
import type { Command } from './command.ts';
import { goToFirst } from './goToFirst.ts';
import { chosen, openTask, pictureSize } from './look.ts';
import { regionOf } from './object.commands.ts';
import type { Workbench } from './workbench.ts';

/** The next thing that is asked for, in painting order and round to the start; hidden ones are passed over. */
function nextFound(bench: Workbench, by: 1 | -1): TrackId | null {
  const open = openTask(bench);
  if (open === null) return null;
  const session = bench.session.getState();
  const tracks = open.editor.document.tracks();
  const asked = matcherOf(bench.screen.getState().question, { document: open.editor.document, labels: bench.work.getState().labels, frames: frameCount(bench.work.getState().clip), picture: pictureSize(open.item), session });
  const current = tracks.findIndex(({ id }) => id === chosen(bench).at(-1));
  const start = current === -1 && by === -1 ? 0 : current;
  for (let step = 1; step <= tracks.length; step += 1) {
    const track = tracks[(start + by * step + tracks.length * 2) % tracks.length];
    if (track !== undefined && track.kind !== 'tag' && !session.hidden.has(track.id) && asked(track)) return track.id;
  }
  return null;
}

function walk(id: string, keys: readonly string[], by: 1 | -1): Command<Workbench> {
  return {
    id, group: 'object', keys, icon: null,
    enabled: (bench) => (openTask(bench)?.editor.document.tracks().length ?? 0) > 0,
    run: (bench) => {
      const next = nextFound(bench, by);
      if (next === null) return;
      bench.session.setState({ selection: new Set([next]), tool: 'select' });
      const region = regionOf(bench, [next]);
      if (region !== null) bench.work.getState().stage?.show(region);
      // What is not seen on this frame of a clip is found where it first appears.
      else goToFirst(bench, next);
    },
  };
}

/** From one found thing to the next, each brought into view. */
export const findCommands: readonly Command<Workbench>[] = [
  walk('object.nextFound', ['Period'], 1),
  walk('object.previousFound', ['Comma'], -1),
  {
    id: 'object.find', group: 'object', keys: ['$mod+f'], icon: 'search', enabled: (bench) => openTask(bench) !== null,
    run: ({ screen }) => screen.setState(({ asking }) => ({ side: 'objects', asking: asking + 1 })),
  },
];
