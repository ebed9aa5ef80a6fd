import { useTranslation } from 'react-i18next';
import { useWork } from '../benchContext.ts';
import { CommandButton } from './CommandButton.tsx';

/** Hand, shapes by how often they are drawn, then the aids. */
const TOOLS: readonly (readonly string[])[] = [
  ['draw.select', 'draw.pan'],
  ['draw.box', 'draw.polygon', 'draw.hole', 'draw.polyline', 'draw.points', 'draw.ellipse', 'draw.skeleton', 'draw.cuboid2d', 'draw.brush'],
  ['draw.wand', 'draw.scissors', 'draw.grabcut', 'draw.superpixels'],
  ['draw.click', 'model.detect'],
];

/** What there is in a point cloud. */
const IN_SPACE: typeof TOOLS = [['draw.select', 'draw.cuboid']];

/** Beside the picture, where there is more room than above it: one tool below the other. */
export function ToolRail() {
  const { t } = useTranslation();
  const tools = useWork((work) => work.open?.item.media === 'sequence') ? IN_SPACE : TOOLS;
  return (
    <div className="tool-rail" role="toolbar" aria-orientation="vertical" aria-label={t('toolbar.tools')} data-own-area>
      {tools.map((ids) => <div key={ids[0]} className="tool-rail-part">{ids.map((id) => <CommandButton key={id} id={id} />)}</div>)}
    </div>
  );
}
