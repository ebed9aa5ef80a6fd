import type { ToolId } from '../session/sessionStore.ts';
import type { Command } from './command.ts';
import { editable, inSpace, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

function toolCommand(tool: ToolId, keys: readonly string[], icon: string): Command<Workbench> {
  const draws = tool.startsWith('draw.');
  return {
    id: `draw.${tool.replace('draw.', '')}`, group: 'draw', keys, icon,
    enabled: (bench) => (draws ? editable(bench) && inSpace(bench) === (tool === 'draw.cuboid') : openTask(bench) !== null),
    run: ({ session, work }) => {
      session.setState(draws ? { tool, lastDrawn: tool } : { tool });
      work.getState().stage?.focus();
    },
  };
}

/** Takes up the tool of last time; with a drawing tool in the hand, finishes the shape and puts it down. */
const again: Command<Workbench> = {
  id: 'draw.again', group: 'draw', keys: ['Shift+n'], icon: null, enabled: editable,
  run: ({ session, work }) => {
    const { tool, lastDrawn } = session.getState();
    work.getState().stage?.confirm();
    session.setState({ tool: tool.startsWith('draw.') ? 'select' : lastDrawn });
    work.getState().stage?.focus();
  },
};

/** Digit keys choose the label for what comes next and give it to what is selected. */
export const drawCommands: readonly Command<Workbench>[] = [
  toolCommand('select', ['v'], 'pointer'),
  toolCommand('draw.box', ['b'], 'box'),
  toolCommand('draw.polygon', ['p'], 'polygon'),
  toolCommand('draw.hole', ['Shift+p'], 'hole'),
  toolCommand('draw.polyline', ['l'], 'polyline'),
  toolCommand('draw.points', ['o'], 'points'),
  toolCommand('draw.ellipse', ['e'], 'ellipse'),
  toolCommand('draw.skeleton', ['k'], 'skeleton'),
  toolCommand('draw.cuboid2d', ['c'], 'cuboid'),
  toolCommand('draw.cuboid', ['c'], 'cuboid'),
  toolCommand('draw.wand', ['w'], 'wand'),
  toolCommand('draw.scissors', ['i'], 'scissors'),
  toolCommand('draw.grabcut', ['Shift+g'], 'grabcut'),
  toolCommand('draw.superpixels', ['Shift+u'], 'superpixels'),
  toolCommand('draw.click', ['s'], 'click'),
  toolCommand('draw.brush', ['m'], 'brush'),
  toolCommand('draw.eraser', ['Shift+m'], 'eraser'),
  toolCommand('draw.maskAdd', ['Alt+m'], 'mask-add'),
  toolCommand('draw.maskSubtract', ['Alt+Shift+m'], 'mask-subtract'),
  toolCommand('draw.maskFill', ['Shift+b'], 'fill'),
  toolCommand('draw.slice', ['Shift+x'], 'slice'),
  toolCommand('draw.eraseVertices', ['Alt+Shift+e'], 'erase-corners'),
  toolCommand('pan', ['h'], 'hand'),
  again,
];

/** The tool a tool command stands for; the toolbar shows it pressed while that tool is in the hand. */
export const TOOL_OF: Readonly<Record<string, ToolId>> = { 'draw.select': 'select', 'draw.box': 'draw.box', 'draw.polygon': 'draw.polygon', 'draw.hole': 'draw.hole', 'draw.polyline': 'draw.polyline', 'draw.points': 'draw.points', 'draw.ellipse': 'draw.ellipse', 'draw.skeleton': 'draw.skeleton', 'draw.cuboid2d': 'draw.cuboid2d', 'draw.cuboid': 'draw.cuboid', 'draw.wand': 'draw.wand', 'draw.scissors': 'draw.scissors', 'draw.grabcut': 'draw.grabcut', 'draw.superpixels': 'draw.superpixels', 'draw.click': 'draw.click', 'draw.brush': 'draw.brush', 'draw.eraser': 'draw.eraser', 'draw.maskAdd': 'draw.maskAdd', 'draw.maskSubtract': 'draw.maskSubtract', 'draw.maskFill': 'draw.maskFill', 'draw.slice': 'draw.slice', 'draw.eraseVertices': 'draw.eraseVertices', 'draw.pan': 'pan' };
