import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/format.ts';
import { CHANNELS, type Adjust } from '../../session/seeingStore.ts';
import { hasGl } from '../../stage2d/glAdjuster.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useBench, useScreen, useSeeing } from '../benchContext.ts';
import { Choice } from './Choice.tsx';
import { Slider } from './Slider.tsx';

/** The picture's own values: brightness and the like. Nothing of it reaches the file, flags or exports. */
export function PicturePart() {
  const { t } = useTranslation();
  const { seeing } = useBench();
  const adjust = useSeeing((state) => state.adjust);
  const [onGpu] = useState(hasGl);
  const set = (part: Partial<Adjust>): void => seeing.setState({ adjust: { ...seeing.getState().adjust, ...part } });
  return (
    <fieldset className="seeing-part">
      <legend>{t('seeing.picture')}</legend>
      <Slider name={t('seeing.brightness')} value={adjust.brightness} least={-100} most={100} step={1} shown={formatNumber(adjust.brightness)} onChange={(brightness) => set({ brightness })} />
      <Slider name={t('seeing.contrast')} value={adjust.contrast} least={-100} most={100} step={1} shown={formatNumber(adjust.contrast)} onChange={(contrast) => set({ contrast })} />
      <Slider name={t('seeing.gamma')} value={Math.round(Math.log2(adjust.gamma) * 100) / 100} least={-2} most={2} step={0.05} shown={formatNumber(adjust.gamma, 2)} onChange={(power) => set({ gamma: 2 ** power })} />
      <WindowSliders adjust={adjust} set={set} />
      <Choice name={t('seeing.channel')} value={adjust.channel} options={CHANNELS.map((channel) => [channel, t(`seeingChannel.${channel}`)])} onChange={(channel) => set({ channel })} />
      <div className="seeing-checks">
        <label className="check"><input type="checkbox" checked={adjust.even} onChange={(event) => set({ even: event.target.checked })} />{t('seeing.even')}</label>
        <label className="check"><input type="checkbox" checked={adjust.invert} onChange={(event) => set({ invert: event.target.checked })} />{t('seeing.invert')}</label>
      </div>
      {onGpu ? null : <Notice tone="plain">{t('seeing.slow')}</Notice>}
    </fieldset>
  );
}

/** Window and level as the two values that become black and white, in the numbers of the file. */
function WindowSliders({ adjust, set }: { readonly adjust: Adjust; readonly set: (part: Partial<Adjust>) => void }) {
  const { t } = useTranslation();
  const range = useScreen((screen) => screen.range);
  const [most, step] = range === null ? [255, 1] : [65_535, 16];
  const own = adjust.window === null ? (range ?? { low: 0, high: most }) : { low: Math.round(adjust.window.low * most), high: Math.round(adjust.window.high * most) };
  const choose = (low: number, high: number): void => set({ window: low === (range?.low ?? 0) && high === (range?.high ?? most) ? null : { low: low / most, high: high / most } });
  return (
    <>
      <Slider name={t('seeing.low')} value={own.low} least={0} most={most - step} step={step} shown={formatNumber(own.low)} onChange={(low) => choose(low, Math.max(low + step, own.high))} />
      <Slider name={t('seeing.high')} value={own.high} least={step} most={most} step={step} shown={formatNumber(own.high)} onChange={(high) => choose(Math.min(own.low, high - step), high)} />
    </>
  );
}
