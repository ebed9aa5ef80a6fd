import type { Command } from './command.ts';
import type { Workbench } from './workbench.ts';

const inProject = ({ work }: Workbench): boolean => work.getState().project !== null;

export const fileCommands: readonly Command<Workbench>[] = [
  {
    id: 'file.open', group: 'file', keys: ['$mod+o'], icon: 'folder-open',
    enabled: (bench) => bench.can('local-files'),
    run: async ({ deeds }) => {
      const grant = await deeds.pickFolder();
      if (grant !== null) await deeds.openFolder(grant);
    },
  },
  { id: 'file.import', group: 'file', keys: ['$mod+i'], icon: 'download', enabled: inProject, run: ({ screen }) => screen.setState({ dialog: 'import' }) },
  { id: 'file.export', group: 'file', keys: ['$mod+e'], icon: 'upload', enabled: inProject, run: ({ screen }) => screen.setState({ dialog: 'export' }) },
  { id: 'file.close', group: 'file', keys: ['$mod+Shift+w'], icon: 'home', enabled: inProject, run: ({ deeds }) => deeds.closeProject() },
];
