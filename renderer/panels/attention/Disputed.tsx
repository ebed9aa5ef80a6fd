import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindOf } from '#shared/model/kinds/registry.ts';
import type { Stroke } from '#shared/model/kinds/kind.ts';
import type { View } from '../../session/sessionStore.ts';
import { toScreen, type Size } from '../../stage2d/camera2d.ts';
import { useSession } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { offersOf, type Offer } from './offers.ts';
import './attention.css';

/** Late shapes dashed over the picture; what stands is painted solid below, as always. */
export function Disputed() {
  const document = useDocument();
  const task = useSession((session) => session.task);
  if (document === null) return null;
  const offers = offersOf(document);
  return offers.length === 0 ? null : <Outlines key={task} offers={offers} />;
}

function Outlines({ offers }: { readonly offers: readonly Offer[] }) {
  const own = useRef<SVGSVGElement>(null);
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  const view = useSession((session) => session.view);
  useEffect(() => {
    const element = own.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <svg ref={own} className="disputed" aria-hidden="true">
      {offers.map((offer) => <Outline key={offer.conflict.id} offer={offer} view={view} size={size} />)}
    </svg>
  );
}

function Outline({ offer, view, size }: { readonly offer: Offer; readonly view: View; readonly size: Size }) {
  const { t } = useTranslation();
  const path = kindOf(offer.shape).strokes(offer.shape).map((stroke) => pathOf(stroke, view, size)).join(' ');
  const bounds = kindOf(offer.shape).bounds(offer.shape);
  const [x, y] = bounds === null ? [0, 0] : toScreen(view, size, [bounds.minX, bounds.maxY]);
  return (
    <g>
      <path className="disputed-halo" d={path} />
      <path className="disputed-line" d={path} />
      {bounds === null ? null : <text className="disputed-name" x={x} y={y + 16}>{t('conflict.offered')}</text>}
    </g>
  );
}

function pathOf({ form, coords }: Stroke, view: View, size: Size): string {
  const points: string[] = [];
  for (let at = 0; at < coords.length; at += 2) points.push(toScreen(view, size, [coords[at] ?? 0, coords[at + 1] ?? 0]).map((value) => value.toFixed(1)).join(' '));
  if (form === 'ring') return `M${points.join('L')}Z`;
  return form === 'line' ? `M${points.join('L')}` : points.map((point) => `M${point}h.01`).join('');
}
