import { box } from '#shared/model/kinds/box.ts';
import { ellipse } from '#shared/model/kinds/ellipse.ts';
import type { ToolId } from '../session/sessionStore.ts';
import { hole, openPath, outline, places } from './machines/chainUses.ts';
import { clickChain, type ClickChainState } from './machines/clickChain.ts';
import { dragCreate, type DragCreateState } from './machines/dragCreate.ts';
import { pan, type PanState } from './machines/pan.ts';
import { select, type SelectState } from './machines/select.ts';
import type { Tool } from './tool.ts';

interface StateOf extends Record<ToolId, unknown> {
  'select': SelectState;
  'draw.box': DragCreateState;
  'draw.polygon': ClickChainState;
  'draw.polyline': ClickChainState;
  'draw.points': ClickChainState;
  'draw.ellipse': DragCreateState;
  'draw.hole': ClickChainState;
  'pan': PanState;
}

/** Every tool there is, by its id. A new one is a machine and a line here. */
export const toolbox: { readonly [K in ToolId]: Tool<StateOf[K]> } = {
  'select': select,
  'draw.box': dragCreate('draw.box', box),
  'draw.polygon': clickChain('draw.polygon', outline),
  'draw.polyline': clickChain('draw.polyline', openPath),
  'draw.points': clickChain('draw.points', places),
  'draw.ellipse': dragCreate('draw.ellipse', ellipse),
  'draw.hole': clickChain('draw.hole', hole),
  'pan': pan,
};

/** Tools whose shape is made of many gestures: losing the pointer in one of them loses nothing. */
export function isPatient(id: ToolId): boolean {
  return id === 'draw.polygon' || id === 'draw.polyline' || id === 'draw.points' || id === 'draw.hole';
}

/** Drawing tools answer a press of the keyboard's cursor as a whole click. */
export function isDrawing(id: ToolId): boolean {
  return id.startsWith('draw.');
}
