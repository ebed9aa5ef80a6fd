import type { StageHandle } from '../stage2d/stageHandle.ts';
import type { Command } from './command.ts';
import { openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

const FAR = 12;
const FINE = 1;

const stageOf = (bench: Workbench): StageHandle | null => (openTask(bench) === null ? null : bench.work.getState().stage);

function onStage(id: string, keys: readonly string[], act: (stage: StageHandle) => void): Command<Workbench> {
  return {
    id: `stage.${id}`, group: 'stage', keys, icon: null,
    enabled: (bench) => stageOf(bench) !== null,
    run: (bench) => {
      const stage = stageOf(bench);
      if (stage !== null) act(stage);
    },
  };
}

/** Drawing without a pointer: the stage has a cursor of its own. */
export const stageCommands: readonly Command<Workbench>[] = [
  onStage('left', ['ArrowLeft'], (stage) => stage.cursorBy(-FAR, 0)),
  onStage('right', ['ArrowRight'], (stage) => stage.cursorBy(FAR, 0)),
  onStage('up', ['ArrowUp'], (stage) => stage.cursorBy(0, -FAR)),
  onStage('down', ['ArrowDown'], (stage) => stage.cursorBy(0, FAR)),
  onStage('leftFine', ['Shift+ArrowLeft'], (stage) => stage.cursorBy(-FINE, 0)),
  onStage('rightFine', ['Shift+ArrowRight'], (stage) => stage.cursorBy(FINE, 0)),
  onStage('upFine', ['Shift+ArrowUp'], (stage) => stage.cursorBy(0, -FINE)),
  onStage('downFine', ['Shift+ArrowDown'], (stage) => stage.cursorBy(0, FINE)),
  onStage('press', ['x'], (stage) => stage.cursorPress()),
  onStage('takeOut', ['Shift+Backspace'], (stage) => stage.cursorTakeOut()),
  onStage('confirm', ['Enter'], (stage) => stage.confirm()),
  onStage('cancel', ['Escape'], (stage) => stage.cancel()),
];
