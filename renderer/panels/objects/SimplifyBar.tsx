import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shape } from '#shared/model/kinds/shape.ts';
import { isVertexShape, pathsOf } from '#shared/model/kinds/vertexPaths.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';
import { endThinning, thin, TOLERANCES } from '../../commands/outline.commands.ts';
import { formatNumber } from '../../i18n/format.ts';
import { thinningOf, type Thinning } from '../../session/sessionStore.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench, useSession } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';

/** How much simpler the selected outlines are to be, while the stage shows what comes of it. */
export function SimplifyBar() {
  const thinning = useSession(thinningOf);
  return thinning === null ? null : <Bar thinning={thinning} />;
}

function Bar({ thinning }: { readonly thinning: Thinning }) {
  const { t } = useTranslation();
  const bench = useBench();
  const document = useDocument();
  const frame = useSession((session) => session.frame);
  const slider = useRef<HTMLInputElement>(null);
  useEffect(() => slider.current?.focus(), []);
  const before = document === null ? 0 : [...thinning.shapes.keys()].reduce((sum, id) => sum + verticesIn(shapeAt(document, id, frame)), 0);
  const after = [...thinning.shapes.values()].reduce((sum, shape) => sum + verticesIn(shape), 0);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    endThinning(bench, event.key === 'Enter');
  };
  return (
    <div className="stage-bar" role="group" aria-label={t('simplify.name')}>
      <label className="aid-knob">
        <span>{t('simplify.tolerance')}</span>
        <input ref={slider} type="range" onKeyDown={onKey} min={TOLERANCES.least} max={TOLERANCES.most} step={TOLERANCES.step} value={thinning.tolerance} aria-valuetext={t('simplify.pixels', { shown: formatNumber(thinning.tolerance, 2) })} onChange={({ currentTarget }) => thin(bench, Number(currentTarget.value))} />
        <span className="number" aria-hidden>{t('simplify.pixels', { shown: formatNumber(thinning.tolerance, 2) })}</span>
      </label>
      <span className="small muted number" role="status">{t('simplify.vertices', { before: formatNumber(before), after: formatNumber(after) })}</span>
      <Button look="primary" onClick={() => endThinning(bench, true)}>{t('simplify.take')} <Kbd keys="Enter" /></Button>
      <Button look="plain" onClick={() => endThinning(bench, false)}>{t('dialog.cancel')} <Kbd keys="Escape" /></Button>
    </div>
  );
}

function verticesIn(shape: Shape | null): number {
  return shape !== null && isVertexShape(shape) ? pathsOf(shape).reduce((sum, { coords }) => sum + (coords.length >> 1), 0) : 0;
}
