import { THEMES } from '../session/screenStore.ts';
import { PLAIN_ADJUST } from '../session/seeingStore.ts';
import type { Command } from './command.ts';
import { openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

const onStage = (bench: Workbench): boolean => openTask(bench) !== null && bench.work.getState().stage !== null;
const STEP = 1.25;

export const viewCommands: readonly Command<Workbench>[] = [
  { id: 'view.zoomIn', group: 'view', keys: ['Equal', 'NumpadAdd', 'Shift+Equal'], icon: 'zoom-in', enabled: onStage, run: ({ work }) => work.getState().stage?.zoomBy(STEP) },
  { id: 'view.zoomOut', group: 'view', keys: ['Minus', 'NumpadSubtract'], icon: 'zoom-out', enabled: onStage, run: ({ work }) => work.getState().stage?.zoomBy(1 / STEP) },
  { id: 'view.fit', group: 'view', keys: ['0', 'Numpad0'], icon: 'fit', enabled: onStage, run: ({ work }) => work.getState().stage?.fit() },
  { id: 'view.adjust', group: 'view', keys: ['Shift+v'], icon: 'sliders', enabled: onStage, run: ({ screen }) => screen.setState(({ seeing }) => ({ seeing: !seeing })) },
  { id: 'view.turnRight', group: 'view', keys: ['Alt+BracketRight'], icon: null, enabled: onStage, run: ({ work }) => work.getState().stage?.turn(1) },
  { id: 'view.turnLeft', group: 'view', keys: ['Alt+BracketLeft'], icon: null, enabled: onStage, run: ({ work }) => work.getState().stage?.turn(-1) },
  { id: 'view.pixels', group: 'view', keys: ['Alt+s'], icon: null, enabled: onStage, run: ({ seeing }) => seeing.setState(({ smoothing }) => ({ smoothing: smoothing === 'pixels' ? 'auto' : 'pixels' })) },
  { id: 'view.map', group: 'view', keys: ['Alt+n'], icon: null, enabled: onStage, run: ({ seeing }) => seeing.setState(({ map }) => ({ map: !map })) },
  { id: 'view.cross', group: 'view', keys: ['Alt+x'], icon: null, enabled: onStage, run: ({ seeing }) => seeing.setState(({ cross }) => ({ cross: cross === 'always' ? 'drawing' : 'always' })) },
  { id: 'view.asIs', group: 'view', keys: ['Alt+0'], icon: null, enabled: onStage, run: ({ seeing }) => seeing.setState({ adjust: PLAIN_ADJUST }) },
  {
    id: 'view.theme', group: 'view', keys: [], icon: 'theme',
    enabled: () => true,
    run: ({ screen }) => {
      const at = THEMES.indexOf(screen.getState().theme);
      screen.setState({ theme: THEMES[(at + 1) % THEMES.length] ?? 'system' });
    },
  },
  { id: 'view.objects', group: 'view', keys: ['Alt+1'], icon: 'layers', enabled: (bench) => openTask(bench) !== null, run: ({ screen }) => screen.setState({ side: 'objects' }) },
  { id: 'view.labels', group: 'view', keys: ['Alt+2'], icon: 'tag', enabled: (bench) => openTask(bench) !== null, run: ({ screen }) => screen.setState({ side: 'labels' }) },
  { id: 'view.flags', group: 'view', keys: ['Alt+3'], icon: 'flag', enabled: (bench) => openTask(bench) !== null, run: ({ screen }) => screen.setState({ side: 'flags' }) },
];
