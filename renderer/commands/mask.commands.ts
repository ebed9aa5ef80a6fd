import { convertTracks } from '#shared/edits/convertTracks.ts';
import { nextOverlap, otherTip, sized, type Brush } from '../session/brush.ts';
import { hasTip, isMaskTool } from '../tools/toolbox.ts';
import type { Command } from './command.ts';
import { chosen, editable, openTask } from './look.ts';
import type { Workbench } from './workbench.ts';

function onBrush(id: string, keys: readonly string[], change: (brush: Brush) => Brush): Command<Workbench> {
  return {
    id: `stage.${id}`, group: 'stage', keys, icon: null,
    enabled: (bench) => editable(bench) && (id === 'overlap' ? isMaskTool : hasTip)(bench.session.getState().tool),
    run: ({ session }) => session.setState(({ brush }) => ({ brush: change(brush) })),
  };
}

/** Of the chosen things: `masks` counts pixels, `others` everything that could become some. */
function kindsOf(bench: Workbench): { readonly masks: number; readonly others: number } {
  const document = openTask(bench)?.editor.document;
  const kinds = chosen(bench).map((id) => document?.track(id)?.kind);
  return { masks: kinds.filter((kind) => kind === 'mask').length, others: kinds.filter((kind) => kind === 'polygon' || kind === 'box' || kind === 'ellipse').length };
}

function convert(id: string, keys: readonly string[], to: 'mask' | 'polygon'): Command<Workbench> {
  return {
    id, group: 'object', keys, icon: null,
    enabled: (bench) => editable(bench) && kindsOf(bench)[to === 'mask' ? 'others' : 'masks'] > 0,
    run: (bench) => {
      const item = openTask(bench)?.item;
      if (item?.width && item.height) bench.deeds.commit(convertTracks, { tracks: chosen(bench), to, picture: { width: item.width, height: item.height } });
    },
  };
}

/** What is done with masks beside painting them. The size of the tip has the bracket keys while the picture has the keys. */
export const maskCommands: readonly Command<Workbench>[] = [
  onBrush('tipSmaller', ['Shift+BracketLeft'], (brush) => sized(brush, -1)),
  onBrush('tipLarger', ['Shift+BracketRight'], (brush) => sized(brush, 1)),
  onBrush('tip', ['y'], otherTip),
  onBrush('overlap', ['Shift+o'], nextOverlap),
  convert('object.toMask', ['Shift+j'], 'mask'),
  convert('object.toPolygon', ['Alt+j'], 'polygon'),
];
