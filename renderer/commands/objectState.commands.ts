import { groupTracks, tracksOfGroups, ungroupTracks } from '#shared/edits/groupTracks.ts';
import { setMark, hasMark, type Mark } from '#shared/edits/setMark.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { Command } from './command.ts';
import { chosen, editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

const mayChange = (bench: Workbench): boolean => editable(bench) && chosen(bench).length > 0;
const all = (bench: Workbench): readonly TrackId[] => openTask(bench)?.editor.document.tracks().map(({ id }) => id) ?? [];

/** Sets a mark on things, or takes it off when all of them have it. */
export function toggleMark(bench: Workbench, tracks: readonly TrackId[], mark: Mark): void {
  const open = openTask(bench);
  if (open === null || tracks.length === 0) return;
  const { frame } = bench.session.getState();
  const on = !tracks.every((id) => hasMark(open.editor.document, id, { frame, mark }));
  bench.deeds.commit(setMark, { tracks, frame, mark, on });
}

function markCommand(id: string, keys: readonly string[], mark: Mark): Command<Workbench> {
  return { id: `object.${id}`, group: 'object', keys, icon: null, enabled: mayChange, run: (bench) => toggleMark(bench, chosen(bench), mark) };
}

/** All things with a label of what is in the hand. */
function ofSameLabel(bench: Workbench): readonly TrackId[] {
  const document = openTask(bench)?.editor.document;
  const labels = new Set(chosen(bench).map((id) => document?.track(id)?.label));
  return document?.tracks().filter(({ label }) => labels.has(label)).map(({ id }) => id) ?? [];
}

/** Hides things, or shows them when all of them are hidden already. */
export function toggleHidden(bench: Workbench, tracks: readonly TrackId[]): void {
  const { hidden } = bench.session.getState();
  const hide = tracks.some((id) => !hidden.has(id));
  const next = new Set(hidden);
  for (const id of tracks) {
    if (hide) next.add(id);
    else next.delete(id);
  }
  bench.session.setState({ hidden: next });
}

function groupsOfChosen(bench: Workbench): readonly number[] {
  const document = openTask(bench)?.editor.document;
  return chosen(bench).flatMap((id) => document?.track(id)?.group ?? []);
}

function selectGroups(bench: Workbench): void {
  const document = openTask(bench)?.editor.document;
  if (document !== undefined) bench.session.setState({ selection: new Set([...chosen(bench), ...tracksOfGroups(document, groupsOfChosen(bench))]) });
}

/** Hiding is a way of looking and dies with the window; the marks are saved, since they are about the thing. */
export const objectStateCommands: readonly Command<Workbench>[] = [
  markCommand('lock', ['Shift+l'], 'locked'),
  { id: 'object.lockAll', group: 'object', keys: ['Alt+Shift+l'], icon: null, enabled: (bench) => editable(bench) && all(bench).length > 0, run: (bench) => toggleMark(bench, all(bench), 'locked') },
  markCommand('pin', ['Alt+Shift+p'], 'pinned'),
  markCommand('occluded', ['q'], 'occluded'),
  markCommand('truncated', ['Shift+q'], 'truncated'),
  markCommand('difficult', ['Alt+q'], 'difficult'),
  { id: 'object.group', group: 'object', keys: ['$mod+g'], icon: null, enabled: (bench) => editable(bench) && chosen(bench).length > 1, run: (bench) => void bench.deeds.commit(groupTracks, { tracks: chosen(bench) }) },
  { id: 'object.ungroup', group: 'object', keys: ['$mod+Shift+g'], icon: null, enabled: (bench) => mayChange(bench) && groupsOfChosen(bench).length > 0, run: (bench) => void bench.deeds.commit(ungroupTracks, { tracks: chosen(bench) }) },
  { id: 'object.selectGroup', group: 'object', keys: ['$mod+Alt+g'], icon: null, enabled: (bench) => groupsOfChosen(bench).length > 0, run: selectGroups },
  { id: 'object.hideLabel', group: 'object', keys: ['Alt+h'], icon: null, enabled: (bench) => chosen(bench).length > 0, run: (bench) => toggleHidden(bench, ofSameLabel(bench)) },
  { id: 'object.hideAll', group: 'object', keys: ['$mod+Shift+h'], icon: null, enabled: (bench) => all(bench).length > 0, run: (bench) => toggleHidden(bench, all(bench)) },
];
