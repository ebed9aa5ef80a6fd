import type { Command } from './command.ts';
import type { Workbench } from './workbench.ts';

export const helpCommands: readonly Command<Workbench>[] = [
  { id: 'help.palette', group: 'help', keys: ['$mod+k'], icon: 'palette', enabled: () => true, run: ({ screen }) => screen.setState({ dialog: 'palette' }) },
  { id: 'help.shortcuts', group: 'help', keys: ['Shift+?'], icon: 'keyboard', enabled: () => true, run: ({ screen }) => screen.setState({ dialog: 'shortcuts' }) },
  { id: 'help.keys', group: 'help', keys: ['F2'], icon: 'settings', enabled: () => true, run: ({ screen }) => screen.setState({ dialog: 'keys' }) },
  { id: 'help.about', group: 'help', keys: [], icon: null, enabled: () => true, run: ({ screen }) => screen.setState({ dialog: 'about' }) },
];
