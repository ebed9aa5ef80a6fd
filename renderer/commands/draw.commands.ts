import type { ToolId } from '../session/sessionStore.ts';
import type { Command } from './command.ts';
import { editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

function toolCommand(tool: ToolId, keys: readonly string[], icon: string): Command<Workbench> {
  const draws = tool.startsWith('draw.');
  return {
    id: `draw.${tool.replace('draw.', '')}`, group: 'draw', keys, icon,
    enabled: (bench) => (draws ? editable(bench) : openTask(bench) !== null),
    run: ({ session, work }) => {
      session.setState({ tool });
      work.getState().stage?.focus();
    },
  };
}

/** Digit keys choose the label for what comes next and give it to what is selected. */
export const drawCommands: readonly Command<Workbench>[] = [
  toolCommand('select', ['v'], 'pointer'),
  toolCommand('draw.box', ['b'], 'box'),
  toolCommand('draw.polygon', ['p'], 'polygon'),
  toolCommand('pan', ['h'], 'hand'),
];

/** The tool a tool command stands for; the toolbar shows it pressed while that tool is in the hand. */
export const TOOL_OF: Readonly<Record<string, ToolId>> = { 'draw.select': 'select', 'draw.box': 'draw.box', 'draw.polygon': 'draw.polygon', 'draw.pan': 'pan' };
