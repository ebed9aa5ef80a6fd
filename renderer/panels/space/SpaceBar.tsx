import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ColorBy } from '#shared/clouds/shades.ts';
import { formatNumber } from '../../i18n/format.ts';
import { spaceStore } from '../../session/spaceStore.ts';

const [SMALLEST, LARGEST] = [1, 12];
const SIDE = 2;

/** Above a point cloud: what its colours tell, how many points are seen, and what is known of the block in hand. */
export function SpaceBar() {
  const { t } = useTranslation();
  const { colorBy, colorings, pointSize, points, masked, painted, block } = useStore(spaceStore);
  const [color, size] = [useId(), useId()];
  const nameOf = (by: ColorBy): string => (by.startsWith('value:') ? by.slice(6) : t(`space.by.${by}`));
  return (
    <div className="mask-bar" role="group" aria-label={t('space.name')}>
      <label htmlFor={color}>{t('space.color')}</label>
      <select id={color} className="input slim" value={colorBy} onChange={({ target }) => spaceStore.setState({ colorBy: [...colorings, 'label' as const].find((by) => by === target.value) ?? 'height' })}>
        {[...colorings, 'label' as const].map((by) => <option key={by} value={by}>{nameOf(by)}</option>)}
      </select>
      <label htmlFor={size}>{t('space.pointSize')}</label>
      <input id={size} className="input slim" type="number" min={SMALLEST} max={LARGEST} value={pointSize} onChange={({ target }) => spaceStore.setState({ pointSize: Math.min(LARGEST, Math.max(SMALLEST, Math.round(target.valueAsNumber) || SMALLEST)) })} />
      <span className="number small muted">{painted < points ? t('space.some', { painted: formatNumber(painted), points: formatNumber(points) }) : t('space.all', { count: points, points: formatNumber(points) })}{masked > 0 ? ` ${t('space.masked', { count: masked, masked: formatNumber(masked) })}` : ''}</span>
      {block === null ? null : <span className="number small" role="status">{t('space.block', { length: formatNumber(block.size[0], SIDE), width: formatNumber(block.size[1], SIDE), height: formatNumber(block.size[2], SIDE), count: block.inside, inside: formatNumber(block.inside) })}</span>}
    </div>
  );
}
