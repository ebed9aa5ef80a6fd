import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Overlap } from '#shared/edits/maskRules.ts';
import { LARGEST_TIP, type Brush } from '../../session/brush.ts';
import { hasTip, isMaskTool } from '../../tools/toolbox.ts';
import { useBench } from '../benchContext.ts';
import { CommandButton } from './CommandButton.tsx';

const TOOLS = ['draw.brush', 'draw.eraser', 'draw.maskAdd', 'draw.maskSubtract', 'draw.maskFill', 'draw.slice'] as const;
const TIPS: readonly Brush['tip'][] = ['circle', 'square'];
const OVERLAPS: readonly Overlap[] = ['allow', 'take', 'yield'];

/** Beside the picture's corner while a mask is worked on: the tools for it, and how they paint. */
export function MaskBar() {
  const { t } = useTranslation();
  const bench = useBench();
  const tool = useStore(bench.session, (session) => session.tool);
  const overlap = useStore(bench.session, (session) => session.brush.overlap);
  const id = useId();
  if (!isMaskTool(tool)) return null;
  const change = (next: Partial<Brush>): void => bench.session.setState(({ brush }) => ({ brush: { ...brush, ...next } }));
  return (
    <div className="mask-bar" role="group" aria-label={t('maskBar.name')}>
      <div className="toolbar-part">{TOOLS.map((command) => <CommandButton key={command} id={command} />)}</div>
      {hasTip(tool) ? <Tip onChange={change} /> : null}
      <label htmlFor={id}>{t('maskBar.overlap')}</label>
      <select id={id} className="input slim" value={overlap} onChange={({ target }) => change({ overlap: OVERLAPS.find((one) => one === target.value) ?? 'allow' })}>
        {OVERLAPS.map((one) => <option key={one} value={one}>{t(`maskOverlap.${one}`)}</option>)}
      </select>
    </div>
  );
}

function Tip({ onChange }: { readonly onChange: (next: Partial<Brush>) => void }) {
  const { t } = useTranslation();
  const { size, tip } = useStore(useBench().session, (session) => session.brush);
  const id = useId();
  return (
    <>
      <select className="input slim" aria-label={t('maskBar.tip')} value={tip} onChange={({ target }) => onChange({ tip: target.value === 'square' ? 'square' : 'circle' })}>
        {TIPS.map((one) => <option key={one} value={one}>{t(`maskTip.${one}`)}</option>)}
      </select>
      <label htmlFor={id}>{t('maskBar.size')}</label>
      <input id={id} className="input slim" type="number" min={1} max={LARGEST_TIP} value={size} onChange={({ target }) => onChange({ size: Math.min(LARGEST_TIP, Math.max(1, Math.round(target.valueAsNumber) || 1)) })} />
    </>
  );
}
