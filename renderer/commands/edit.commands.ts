import type { Command } from './command.ts';
import { chosen, editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

export const editCommands: readonly Command<Workbench>[] = [
  { id: 'edit.undo', group: 'edit', keys: ['$mod+z'], icon: 'undo', enabled: (bench) => editable(bench) && (openTask(bench)?.editor.undoable !== null || bench.deeds.spreadIsNext('undo')), run: ({ deeds }) => deeds.undo() },
  { id: 'edit.redo', group: 'edit', keys: ['$mod+Shift+z', '$mod+y'], icon: 'redo', enabled: (bench) => editable(bench) && (openTask(bench)?.editor.redoable !== null || bench.deeds.spreadIsNext('redo')), run: ({ deeds }) => deeds.redo() },
  {
    id: 'edit.selectAll', group: 'edit', keys: ['$mod+a'], icon: null,
    enabled: editable,
    run: (bench) => {
      const { hidden } = bench.session.getState();
      const all = openTask(bench)?.editor.document.tracks().filter(({ id }) => !hidden.has(id)) ?? [];
      bench.session.setState({ selection: new Set(all.map(({ id }) => id)), tool: 'select' });
    },
  },
  { id: 'edit.selectNone', group: 'edit', keys: ['$mod+Shift+a'], icon: null, enabled: (bench) => chosen(bench).length > 0, run: ({ session }) => session.setState({ selection: new Set() }) },
];
