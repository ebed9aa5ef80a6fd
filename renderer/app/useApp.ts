import { useEffect } from 'react';
import { commandList } from '../commands/commandList.ts';
import { startKeymap } from '../commands/keymap.ts';
import { messageOf, say } from '../i18n/i18n.ts';
import { useKeymap } from '../panels/useKeymap.ts';
import { useBench } from '../panels/benchContext.ts';
import { toast } from '../session/screenStore.ts';

/** What the shell does beside painting: keys, and the warning before leaving with unsaved work. */
export function useApp(): void {
  const bench = useBench();
  const keymap = useKeymap();
  useEffect(() => startKeymap(commandList, {
    view: bench,
    keymap,
    run: (command) => void Promise.resolve(command.run(bench)).catch((error: unknown) => toast(bench.screen, 'bad', say(messageOf(error)))),
    onStage: (target) => target.closest('[data-stage]') !== null,
  }), [bench, keymap]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (bench.work.getState().unsaved > 0) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [bench]);
}
