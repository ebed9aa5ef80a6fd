import { useTranslation } from 'react-i18next';
import { proofsOf } from '#shared/edits/frames.ts';
import { deletedStretches } from '#shared/edits/stretches.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useSession } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { timeCode } from './timeScale.ts';
import { useClip } from './useClip.ts';

/** Which frame is seen: its place, its time, and whether it is proven to be the one that was labelled. */
export function FrameReadout() {
  const { t } = useTranslation();
  const clip = useClip();
  const document = useDocument();
  const frame = useSession((session) => session.frame);
  const range = useSession((session) => session.range);
  if (clip === null || clip.facts === null) return <span className="muted small">{t('transport.opening')}</span>;
  const proof = document === null ? undefined : proofsOf(document).get(frame);
  const left = document !== null && deletedStretches(document).some(({ from, to }) => frame >= from && frame <= to);
  const differs = clip.identity.is === 'other' && clip.identity.frames.includes(frame);
  return (
    <div className="frame-readout number" role="status">
      <span>{t('transport.of', { frames: formatNumber(clip.facts.frames) })}</span>
      <span>{timeCode(clip.times.timeOf(frame))}</span>
      {differs ? <span className="badge warn">{t('transport.differs')}</span> : proof === undefined ? null : <span className="badge good proof" title={t('transport.proven.about', { hash: proof.proof.sha256.slice(0, 12), pts: proof.proof.pts ?? '–' })}><Icon name="check" size={12} /><span className="proof-word">{t('transport.proven')}</span></span>}
      {left ? <span className="badge">{t('transport.left')}</span> : null}
      {range === null ? null : <span className="badge accent">{t('transport.range', { from: range.from, to: range.to })}</span>}
    </div>
  );
}
