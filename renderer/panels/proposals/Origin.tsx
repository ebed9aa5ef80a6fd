import { useTranslation } from 'react-i18next';
import { originOf } from '#shared/edits/proposalRules.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { formatNumber, formatTime } from '../../i18n/format.ts';
import { useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';

/** Where a thing came from, when a machine offered it: by whom, how sure it was, and what was said to it. */
export function Origin({ track }: { readonly track: TrackId }) {
  const { t } = useTranslation();
  const document = useDocument();
  const me = useWork((work) => work.me);
  const proposal = document === null ? null : originOf(document, track);
  const verdict = proposal?.verdict ?? null;
  if (proposal === null || verdict === null) return null;
  const { from: { aid, name, version }, score } = proposal;
  return (
    <p className="small origin">
      {t('origin.line', { from: t(`proposalAid.${aid}`, { name }), version, score: score === null ? '' : ` (${formatNumber(score, 2)})`, said: t(`verdict.${verdict.said}`) })}
      {' '}
      <span className="muted">{t(verdict.by === me ? 'origin.byMe' : 'origin.byOther', { time: formatTime(verdict.at) })}</span>
    </p>
  );
}
