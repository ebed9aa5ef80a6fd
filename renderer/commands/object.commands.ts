import { union } from '#shared/geometry/rect.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { LabelRecord } from '#shared/model/records.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import { copyTracks, pasteTracks } from '#shared/edits/pasteTracks.ts';
import { removeTracks } from '#shared/edits/removeTracks.ts';
import { setLabel } from '#shared/edits/setLabel.ts';
import { setOrder } from '#shared/edits/setOrder.ts';
import type { ImageRegion } from '../stage2d/stageHandle.ts';
import type { Command } from './command.ts';
import { chosen, editable, openTask } from './look.ts';
import { toggleHidden } from './objectState.commands.ts';
import type { Workbench } from './workbench.ts';

const hasChosen = (bench: Workbench): boolean => chosen(bench).length > 0;
const mayChange = (bench: Workbench): boolean => editable(bench) && hasChosen(bench);
const DUPLICATE_OFFSET = 12;

/** The object before or after the one in hand, in painting order, without the hidden ones; null at the end. */
function neighbour(bench: Workbench, by: 1 | -1): TrackId | null {
  const { hidden } = bench.session.getState();
  const shown = openTask(bench)?.editor.document.tracks().filter(({ id }) => !hidden.has(id)) ?? [];
  const current = chosen(bench).at(-1);
  const at = shown.findIndex(({ id }) => id === current);
  const next = at === -1 ? (by === 1 ? 0 : shown.length - 1) : at + by;
  return shown[next]?.id ?? null;
}

function walk(id: string, keys: readonly string[], by: 1 | -1): Command<Workbench> {
  return {
    id, group: 'object', keys, icon: null,
    enabled: (bench) => neighbour(bench, by) !== null,
    run: (bench) => {
      const next = neighbour(bench, by);
      if (next !== null) bench.session.setState({ selection: new Set([next]), tool: 'select' });
    },
  };
}

/** The part of the picture that holds the given objects at the frame in hand, or null when none has a place. */
export function regionOf(bench: Workbench, tracks: readonly TrackId[]): ImageRegion | null {
  const open = openTask(bench);
  if (open === null) return null;
  const { frame } = bench.session.getState();
  const bounds = tracks.flatMap((id) => {
    const shape = shapeAt(open.editor.document, id, frame);
    const rect = shape === null ? null : kindOf(shape).bounds(shape);
    return rect === null ? [] : [rect];
  });
  const [first, ...rest] = bounds;
  if (first === undefined) return null;
  const all = rest.reduce(union, first);
  return [all.minX, all.minY, all.maxX - all.minX, all.maxY - all.minY];
}

function duplicate(bench: Workbench): void {
  const open = openTask(bench);
  if (open === null) return;
  const { frame, extent } = bench.session.getState();
  const copies = copyTracks(open.editor.document, new Set(chosen(bench)), frame);
  const ids = copies.map(() => bench.newId() as TrackId);
  if (bench.deeds.commit(pasteTracks, { copies, frame, by: [DUPLICATE_OFFSET, DUPLICATE_OFFSET], ids, extent })) bench.session.setState({ selection: new Set(ids) });
}

/** The label a digit key stands for. */
export function labelAt(bench: Workbench, digit: number): LabelRecord | null {
  return bench.work.getState().labels[digit - 1] ?? null;
}

/** Chooses the label for what comes next and gives it to what is selected. */
export function takeLabel(bench: Workbench, label: LabelRecord): void {
  bench.session.setState({ label: label.id });
  const tracks = chosen(bench);
  if (editable(bench) && tracks.length > 0) bench.deeds.commit(setLabel, { tracks, label: label.id });
}

function labelCommand(digit: number): Command<Workbench> {
  return {
    id: `object.label${digit}`, group: 'object', keys: [String(digit)], icon: null,
    enabled: (bench) => openTask(bench) !== null && labelAt(bench, digit) !== null,
    run: (bench) => {
      const label = labelAt(bench, digit);
      if (label !== null) takeLabel(bench, label);
    },
  };
}

export const objectCommands: readonly Command<Workbench>[] = [
  walk('object.next', ['Tab'], 1),
  walk('object.previous', ['Shift+Tab'], -1),
  { id: 'object.delete', group: 'object', keys: ['Delete', 'Backspace'], icon: 'trash', enabled: mayChange, run: (bench) => void bench.deeds.commit(removeTracks, { tracks: chosen(bench) }) },
  { id: 'object.duplicate', group: 'object', keys: ['$mod+d'], icon: null, enabled: mayChange, run: duplicate },
  {
    id: 'object.focus', group: 'object', keys: ['z'], icon: 'focus',
    enabled: (bench) => hasChosen(bench) && bench.work.getState().stage !== null,
    run: (bench) => {
      const region = regionOf(bench, chosen(bench));
      if (region !== null) bench.work.getState().stage?.show(region);
    },
  },
  { id: 'object.hide', group: 'object', keys: ['Shift+h'], icon: 'eye-off', enabled: hasChosen, run: (bench) => toggleHidden(bench, chosen(bench)) },
  { id: 'object.showAll', group: 'object', keys: ['Alt+Shift+h'], icon: 'eye', enabled: (bench) => bench.session.getState().hidden.size > 0, run: ({ session }) => session.setState({ hidden: new Set() }) },
  { id: 'object.front', group: 'object', keys: ['$mod+BracketRight'], icon: null, enabled: mayChange, run: (bench) => void bench.deeds.commit(setOrder, { tracks: chosen(bench), to: 'front' }) },
  { id: 'object.back', group: 'object', keys: ['$mod+BracketLeft'], icon: null, enabled: mayChange, run: (bench) => void bench.deeds.commit(setOrder, { tracks: chosen(bench), to: 'back' }) },
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(labelCommand),
];
