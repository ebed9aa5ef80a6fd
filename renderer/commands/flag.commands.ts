import type { Command } from './command.ts';
import { openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

export const flagCommands: readonly Command<Workbench>[] = [
  {
    id: 'flag.raise', group: 'flag', keys: ['f'], icon: 'flag',
    enabled: (bench) => openTask(bench)?.readOnly === false && bench.work.getState().stage !== null && bench.work.getState().panel === null,
    run: ({ deeds }) => deeds.openFlagPanel(),
  },
  { id: 'flag.mine', group: 'flag', keys: ['Shift+f'], icon: 'list', enabled: ({ work }) => work.getState().project !== null, run: ({ screen }) => screen.setState({ page: 'work', side: 'flags' }) },
];
