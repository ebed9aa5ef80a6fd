import type { ToolId } from '../session/sessionStore.ts';
import type { Topology } from '../session/topology.ts';
import type { Command } from './command.ts';
import { editable, inSpace } from './look.ts';
import type { Workbench } from './workbench.ts';

/** Tools that work on vertices. */
const OF_VERTICES: ReadonlySet<ToolId> = new Set<ToolId>(['select', 'draw.polygon', 'draw.polyline', 'draw.eraseVertices']);

function toggle(name: keyof Topology, keys: readonly string[], icon: string): Command<Workbench> {
  return {
    id: `topology.${name}`, group: 'draw', keys, icon, enabled: (bench) => editable(bench) && !inSpace(bench),
    run: ({ session }) => session.setState(({ topology }) => ({ topology: { ...topology, [name]: !topology[name] } })),
  };
}

/** How vertices treat what lies around them. */
export const topologyCommands: readonly Command<Workbench>[] = [
  toggle('snap', ['Shift+c'], 'magnet'),
  toggle('share', ['Shift+e'], 'shared'),
  toggle('trace', ['Shift+w'], 'trace'),
  {
    id: 'topology.otherWay', group: 'draw', keys: ['Shift+y'], icon: null,
    enabled: (bench) => editable(bench) && bench.session.getState().drafting && OF_VERTICES.has(bench.session.getState().tool),
    run: ({ work }) => work.getState().stage?.otherProposal(),
  },
];

/** What a command switches on and off; its button shows it pressed while it is on. */
export const TOGGLE_OF: Readonly<Record<string, keyof Topology>> = { 'topology.snap': 'snap', 'topology.share': 'share', 'topology.trace': 'trace' };

export function worksOnVertices(tool: ToolId): boolean {
  return OF_VERTICES.has(tool);
}
