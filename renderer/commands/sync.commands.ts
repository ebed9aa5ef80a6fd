import type { Command } from './command.ts';
import { mayAnswer } from './rights.ts';
import type { Workbench } from './workbench.ts';

const shared = ({ work }: Workbench): boolean => (work.getState().project?.account ?? null) !== null;

export const syncCommands: readonly Command<Workbench>[] = [
  { id: 'sync.server', group: 'sync', keys: [], icon: 'server', enabled: (bench) => bench.can('server'), run: ({ screen }) => screen.setState({ dialog: 'server' }) },
  { id: 'sync.people', group: 'sync', keys: [], icon: 'people', enabled: shared, run: ({ screen }) => screen.setState({ dialog: 'people' }) },
  { id: 'sync.now', group: 'sync', keys: ['$mod+Shift+s'], icon: 'refresh', enabled: shared, run: ({ deeds }) => deeds.syncNow() },
  { id: 'sync.attention', group: 'sync', keys: [], icon: 'merge', enabled: ({ work }) => work.getState().project !== null, run: ({ screen }) => screen.setState({ dialog: 'attention' }) },
  {
    id: 'sync.inbox', group: 'sync', keys: ['$mod+Shift+f'], icon: 'inbox',
    enabled: ({ work }) => work.getState().project !== null && mayAnswer(work.getState().project?.role ?? null),
    run: ({ screen }) => screen.setState(({ page }) => ({ page: page === 'inbox' ? 'work' : 'inbox' })),
  },
];
