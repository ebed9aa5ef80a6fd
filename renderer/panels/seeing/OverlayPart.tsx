import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent } from '../../i18n/format.ts';
import type { ColorBy, Overlay } from '../../session/seeingStore.ts';
import { useBench, useSeeing, useWork } from '../benchContext.ts';
import { Choice } from './Choice.tsx';
import { Slider } from './Slider.tsx';

/** How what was annotated is painted over the picture. */
export function OverlayPart() {
  const { t } = useTranslation();
  const { seeing } = useBench();
  const overlay = useSeeing((state) => state.overlay);
  const labels = useWork((work) => work.labels);
  const attributes = new Map(labels.flatMap((label) => label.attributes.map(({ key, name }) => [key, name] as const)));
  const colors: (readonly [ColorBy, string])[] = [['label', t('seeing.byLabel')], ['instance', t('seeing.byInstance')], ['group', t('seeing.byGroup')], ...[...attributes].map(([key, name]) => [`attribute:${key}`, t('seeing.byAttribute', { name })] as const)];
  const set = (part: Partial<Overlay>): void => seeing.setState({ overlay: { ...seeing.getState().overlay, ...part } });
  return (
    <fieldset className="seeing-part">
      <legend>{t('seeing.overlay')}</legend>
      <Slider name={t('seeing.opacity')} value={overlay.opacity} least={0} most={1} step={0.05} shown={formatPercent(overlay.opacity)} onChange={(opacity) => set({ opacity })} />
      <Slider name={t('seeing.fill')} value={overlay.fill} least={0} most={1} step={0.02} shown={formatPercent(overlay.fill)} onChange={(fill) => set({ fill })} />
      <Slider name={t('seeing.outline')} value={overlay.outline} least={0} most={6} step={0.5} shown={formatNumber(overlay.outline, 1)} onChange={(outline) => set({ outline })} />
      <Choice name={t('seeing.colorBy')} value={overlay.colorBy} options={colors} onChange={(colorBy) => set({ colorBy })} />
    </fieldset>
  );
}
