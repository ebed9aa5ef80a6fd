import { box } from '#shared/model/kinds/box.ts';
import { polygon } from '#shared/model/kinds/polygon.ts';
import type { ToolId } from '../session/sessionStore.ts';
import { clickChain, type ClickChainState } from './machines/clickChain.ts';
import { dragCreate, type DragCreateState } from './machines/dragCreate.ts';
import { pan, type PanState } from './machines/pan.ts';
import { select, type SelectState } from './machines/select.ts';
import type { Tool } from './tool.ts';

interface StateOf extends Record<ToolId, unknown> {
  'select': SelectState;
  'draw.box': DragCreateState;
  'draw.polygon': ClickChainState;
  'pan': PanState;
}

/** Every tool there is, by its id. A new one is a machine and a line here. */
export const toolbox: { readonly [K in ToolId]: Tool<StateOf[K]> } = {
  'select': select,
  'draw.box': dragCreate('draw.box', box),
  'draw.polygon': clickChain('draw.polygon', polygon),
  'pan': pan,
};

/** Drawing tools answer a press of the keyboard's cursor as a whole click. */
export function isDrawing(id: ToolId): boolean {
  return id.startsWith('draw.');
}
