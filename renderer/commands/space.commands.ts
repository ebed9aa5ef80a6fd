import type { Vector } from '#shared/geometry/quaternion.ts';
import { changeBlocks, type BlockChange } from '#shared/edits/changeBlocks.ts';
import { spaceStore } from '../session/spaceStore.ts';
import type { Command } from './command.ts';
import { chosen, editable, inSpace } from './look.ts';
import type { Workbench } from './workbench.ts';

const TURN = Math.PI / 36;
const FINE_TURN = Math.PI / 360;
const RAISE = 0.05;

const mayChange = (bench: Workbench): boolean => inSpace(bench) && editable(bench) && chosen(bench).some((id) => bench.work.getState().open?.editor.document.track(id)?.kind === 'cuboid');

function change(id: string, keys: readonly string[], by: BlockChange): Command<Workbench> {
  return {
    id: `space.${id}`, group: 'object', keys, icon: null, enabled: mayChange,
    run: (bench) => void bench.deeds.commit(changeBlocks, { tracks: chosen(bench), frame: bench.session.getState().frame, change: by }),
  };
}

const raised = (by: number): BlockChange => ({ do: 'move', by: [0, 0, by] satisfies Vector });

function look(id: 'above' | 'behind', keys: readonly string[]): Command<Workbench> {
  return { id: `space.${id}`, group: 'view', keys, icon: null, enabled: inSpace, run: ({ work }) => work.getState().stage?.lookFrom?.(id) };
}

/** What is done with blocks in a point cloud. Their keys draw other shapes on pictures. */
export const spaceCommands: readonly Command<Workbench>[] = [
  change('turnLeft', ['w'], { do: 'turn', by: TURN }),
  change('turnRight', ['e'], { do: 'turn', by: -TURN }),
  change('turnLeftFine', ['Shift+w'], { do: 'turn', by: FINE_TURN }),
  change('turnRightFine', ['Shift+e'], { do: 'turn', by: -FINE_TURN }),
  change('flip', ['k'], { do: 'flip' }),
  change('raise', ['m'], raised(RAISE)),
  change('lower', ['Shift+m'], raised(-RAISE)),
  look('above', ['o']),
  look('behind', ['b']),
  {
    id: 'space.color', group: 'view', keys: ['i'], icon: null,
    enabled: (bench) => inSpace(bench) && spaceStore.getState().colorings.length > 0,
    run: () => spaceStore.setState(({ colorBy, colorings }) => {
      const all = [...colorings, 'label' as const];
      return { colorBy: all[(all.indexOf(colorBy) + 1) % all.length] ?? 'height' };
    }),
  },
  { id: 'space.larger', group: 'view', keys: ['Alt+Equal'], icon: null, enabled: inSpace, run: () => spaceStore.setState(({ pointSize }) => ({ pointSize: Math.min(12, pointSize + 1) })) },
  { id: 'space.smaller', group: 'view', keys: ['Alt+Minus'], icon: null, enabled: inSpace, run: () => spaceStore.setState(({ pointSize }) => ({ pointSize: Math.max(1, pointSize - 1) })) },
];
