import { removeRelations } from '#shared/edits/relateTracks.ts';
import type { Relation } from '#shared/model/records.ts';
import type { Command } from './command.ts';
import { chosen, editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

/** What is said among the selected things; of a single one, all that is said of it. */
export function chosenRelations(bench: Workbench): readonly Relation[] {
  const document = openTask(bench)?.editor.document;
  const ids = new Set(chosen(bench));
  if (document === undefined) return [];
  const all = new Set([...ids].flatMap((id) => document.relationsOf(id)));
  return ids.size < 2 ? [...all] : [...all].filter(({ from, to }) => ids.has(from) && ids.has(to));
}

/** Things that stand in any relation to the selected ones, one step away: rings end where they began. */
function selectRelated(bench: Workbench): void {
  const document = openTask(bench)?.editor.document;
  if (document === undefined) return;
  const ids = chosen(bench);
  bench.session.setState({ selection: new Set([...ids, ...ids.flatMap((id) => document.relationsOf(id).flatMap(({ from, to }) => [from, to]))]), tool: 'select' });
}

const isRelated = (bench: Workbench): boolean => chosen(bench).some((id) => (openTask(bench)?.editor.document.relationsOf(id).length ?? 0) > 0);

export const relationCommands: readonly Command<Workbench>[] = [
  { id: 'object.relate', group: 'object', keys: ['Shift+r'], icon: 'relate', enabled: (bench) => editable(bench) && chosen(bench).length > 1, run: ({ screen }) => screen.setState({ dialog: 'relate' }) },
  { id: 'object.selectRelated', group: 'object', keys: ['Alt+Shift+r'], icon: null, enabled: isRelated, run: selectRelated },
  { id: 'object.unrelate', group: 'object', keys: ['$mod+Delete'], icon: null, enabled: (bench) => editable(bench) && chosenRelations(bench).length > 0, run: (bench) => void bench.deeds.commit(removeRelations, { relations: chosenRelations(bench).map(({ id }) => id) }) },
];
