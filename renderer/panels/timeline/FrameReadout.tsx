import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { deletedStretches } from '#shared/edits/stretches.ts';
import { frameIdOf } from '#shared/model/ids.ts';
import type { Proof } from '#shared/model/records.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { timeCode } from './timeScale.ts';
import { useClip } from './useClip.ts';

/** Which frame is seen: its place, its time, and whether it is proven to be the one that was labelled. */
export function FrameReadout() {
  const { t } = useTranslation();
  const clip = useClip();
  const frame = useSession((session) => session.frame);
  const range = useSession((session) => session.range);
  const proof = useProof(frame);
  const stretches = useDeleted();
  if (clip === null || clip.facts === null) return <span className="muted small">{t('transport.opening')}</span>;
  const left = stretches.some(({ from, to }) => frame >= from && frame <= to);
  const differs = clip.identity.is === 'other' && clip.identity.frames.includes(frame);
  return (
    <div className="frame-readout number" role="status">
      <span>{t('transport.of', { frames: formatNumber(clip.facts.frames) })}</span>
      <span>{timeCode(clip.times.timeOf(frame))}</span>
      {differs ? <span className="badge warn">{t('transport.differs')}</span> : proof === null ? null : <span className="badge good proof" title={t('transport.proven.about', { hash: proof.sha256.slice(0, 12), pts: proof.pts ?? '–' })}><Icon name="check" size={12} /><span className="proof-word">{t('transport.proven')}</span></span>}
      {left ? <span className="badge">{t('transport.left')}</span> : null}
      {range === null ? null : <span className="badge accent">{t('transport.range', { from: range.from, to: range.to })}</span>}
    </div>
  );
}

/** One record is looked up: playing asks with every frame. */
function useProof(frame: number): Proof | null {
  const document = useDocument();
  const task = useWork((work) => work.open?.task ?? null);
  const record = document === null || task === null ? undefined : document.get(frameIdOf(task, frame));
  return record?.type === 'frame' ? record.proof : null;
}

/** Read once per change of the document. */
function useDeleted(): ReturnType<typeof deletedStretches> {
  const document = useDocument();
  const revision = useWork((work) => work.revision);
  // The document changes in place; its revision says when it is another one.
  const now = useMemo(() => ({ document, revision }), [document, revision]);
  return useMemo(() => (now.document === null ? [] : deletedStretches(now.document)), [now]);
}
