import { box } from '#shared/model/kinds/box.ts';
import { cuboid2d } from '#shared/model/kinds/cuboid2d.ts';
import { ellipse } from '#shared/model/kinds/ellipse.ts';
import type { ToolId } from '../session/sessionStore.ts';
import { brushTool, type BrushState } from './machines/brush.ts';
import { hole, openPath, outline, places } from './machines/chainUses.ts';
import { clickAid, type ClickAidState } from './machines/clickAid.ts';
import { clickChain, type ClickChainState } from './machines/clickChain.ts';
import { dragCreate, dragCreateFrom, type DragCreateState } from './machines/dragCreate.ts';
import { ofTemplate } from './machines/ofTemplate.ts';
import { fillMask, type FillState } from './machines/fillMask.ts';
import { addOutline, subtractOutline } from './machines/maskUses.ts';
import { pan, type PanState } from './machines/pan.ts';
import { placeBlock, type PlaceBlockState } from './machines/placeBlock.ts';
import { regionAid, type RegionAidState } from './machines/regionAid.ts';
import { scissors, type ScissorsState } from './machines/scissors.ts';
import { select, type SelectState } from './machines/select.ts';
import { sliceLine, type SliceState } from './machines/sliceLine.ts';
import { vertexEraser, type VertexEraserState } from './machines/vertexEraser.ts';
import type { Tool } from './tool.ts';

interface StateOf extends Record<ToolId, unknown> {
  'select': SelectState;
  'draw.box': DragCreateState;
  'draw.polygon': ClickChainState;
  'draw.polyline': ClickChainState;
  'draw.points': ClickChainState;
  'draw.ellipse': DragCreateState;
  'draw.hole': ClickChainState;
  'draw.skeleton': DragCreateState;
  'draw.cuboid2d': DragCreateState;
  'draw.cuboid': PlaceBlockState;
  'draw.wand': RegionAidState;
  'draw.scissors': ScissorsState;
  'draw.grabcut': RegionAidState;
  'draw.superpixels': RegionAidState;
  'draw.click': ClickAidState;
  'draw.brush': BrushState;
  'draw.eraser': BrushState;
  'draw.maskAdd': ClickChainState;
  'draw.maskSubtract': ClickChainState;
  'draw.maskFill': FillState;
  'draw.slice': SliceState;
  'draw.eraseVertices': VertexEraserState;
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
  'draw.skeleton': dragCreateFrom('draw.skeleton', ofTemplate),
  'draw.cuboid2d': dragCreate('draw.cuboid2d', cuboid2d),
  'draw.cuboid': placeBlock,
  'draw.wand': regionAid('draw.wand', 'wand'),
  'draw.scissors': scissors,
  'draw.grabcut': regionAid('draw.grabcut', 'grabcut'),
  'draw.superpixels': regionAid('draw.superpixels', 'superpixels'),
  'draw.click': clickAid,
  'draw.brush': brushTool('draw.brush', 1),
  'draw.eraser': brushTool('draw.eraser', 0),
  'draw.maskAdd': clickChain('draw.maskAdd', addOutline),
  'draw.maskSubtract': clickChain('draw.maskSubtract', subtractOutline),
  'draw.maskFill': fillMask,
  'draw.slice': sliceLine,
  'draw.eraseVertices': vertexEraser,
  'pan': pan,
};

/** Tools whose shape is made of many gestures: losing the pointer in one of them loses nothing. */
export function isPatient(id: ToolId): boolean {
  return id === 'draw.polygon' || id === 'draw.polyline' || id === 'draw.points' || id === 'draw.hole' || id === 'draw.maskAdd' || id === 'draw.maskSubtract' || isAid(id);
}

/** Tools that propose; what they propose waits for an answer. */
export function isAid(id: ToolId): boolean {
  return id === 'draw.wand' || id === 'draw.scissors' || id === 'draw.grabcut' || id === 'draw.superpixels' || id === 'draw.click';
}

/** Tools that change pixels. */
export function isMaskTool(id: ToolId): boolean {
  return id === 'draw.brush' || id === 'draw.eraser' || id === 'draw.maskAdd' || id === 'draw.maskSubtract' || id === 'draw.maskFill' || id === 'draw.slice';
}

/** Tools with a tip of a size; the keyboard's cursor holds them down from one press to the next. */
export function hasTip(id: ToolId): boolean {
  return id === 'draw.brush' || id === 'draw.eraser' || id === 'draw.eraseVertices';
}

/** Drawing tools answer a press of the keyboard's cursor as a whole click. */
export function isDrawing(id: ToolId): boolean {
  return id.startsWith('draw.');
}
