import { useTranslation } from 'react-i18next';
import { formatPercent } from '../../i18n/format.ts';
import { useBench, useScreen } from '../benchContext.ts';

/** A review clip is being made: how far it is, and the way to stop it. */
export function ReviewSign() {
  const { t } = useTranslation();
  const bench = useBench();
  const reviewing = useScreen((screen) => screen.reviewing);
  if (reviewing === null) return null;
  return (
    <span className="row">
      <span role="status" className="number">{t('review.making', { name: reviewing.name, share: formatPercent(reviewing.share) })}</span>
      <button type="button" className="status-button" onClick={() => bench.deeds.stopReview()}>{t('job.stop')}</button>
    </span>
  );
}
