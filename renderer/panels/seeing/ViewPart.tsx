import { useTranslation } from 'react-i18next';
import { CROSSES, SMOOTHINGS } from '../../session/seeingStore.ts';
import { useBench, useSeeing } from '../benchContext.ts';
import { Choice } from './Choice.tsx';

/** What helps looking: pixels, cross, map. */
export function ViewPart() {
  const { t } = useTranslation();
  const { seeing } = useBench();
  const { smoothing, cross, map } = useSeeing((state) => state);
  return (
    <fieldset className="seeing-part">
      <legend>{t('seeing.view')}</legend>
      <Choice name={t('seeing.smoothing')} value={smoothing} options={SMOOTHINGS.map((one) => [one, t(`seeingSmoothing.${one}`)])} onChange={(one) => seeing.setState({ smoothing: one })} />
      <Choice name={t('seeing.cross')} value={cross} options={CROSSES.map((one) => [one, t(`seeingCross.${one}`)])} onChange={(one) => seeing.setState({ cross: one })} />
      <label className="check"><input type="checkbox" checked={map} onChange={(event) => seeing.setState({ map: event.target.checked })} />{t('seeing.map')}</label>
    </fieldset>
  );
}
