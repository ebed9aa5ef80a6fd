import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reanchorFrames } from '#shared/edits/frames.ts';
import { codeMessage, messageOf, say } from '../../i18n/i18n.ts';
import type { ClipInHand } from '../../media/clipState.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { verdictWords } from './cameraWords.ts';
import { useCameraVerdict } from './useCamera.ts';
import { useClip } from './useClip.ts';

/** What one should know about the clip in hand: how far it is read, what is wrong with it, what happened to its file. */
export function ClipNews() {
  const clip = useClip();
  if (clip === null) return null;
  return (
    <div className="clip-news">
      <Reading clip={clip} />
      <Problems clip={clip} />
      <Other clip={clip} />
      <News clip={clip} />
      <CameraNews key={clip.item} />
    </div>
  );
}

function Reading({ clip }: { readonly clip: ClipInHand }) {
  const { t } = useTranslation();
  if (clip.problem !== null) return null;
  if (clip.stopped) return <Notice tone="plain">{t('clip.stopped')} <Button onClick={clip.again}>{t('clip.again')}</Button></Notice>;
  if (clip.done) return null;
  return (
    <Notice tone="plain">
      {t(clip.facts === null ? 'clip.opening' : 'clip.reading')}
      <Progress name={t('clip.progress')} share={clip.share === 0 ? null : clip.share} />
      <Button onClick={clip.stop}>{t('clip.stop')}</Button>
    </Notice>
  );
}

function Problems({ clip }: { readonly clip: ClipInHand }) {
  const { t } = useTranslation();
  const name = useWork((work) => work.open?.item.name ?? '');
  const problems = clip.facts?.problems ?? [];
  return (
    <>
      {clip.problem === null ? null : <Notice tone="bad">{say(messageOf(clip.problem))} <Button onClick={clip.again}>{t('clip.again')}</Button></Notice>}
      {problems.map(({ code, frame }) => <Notice key={code} tone="warn">{say(codeMessage(code, { name, frame: String(frame ?? '') }))}</Notice>)}
    </>
  );
}

/** The file is not the one that was labelled: what differs, and the way to labels on their own frames again. */
function Other({ clip }: { readonly clip: ClipInHand }) {
  const { t } = useTranslation();
  const bench = useBench();
  const open = useWork((work) => work.open);
  const { identity } = clip;
  if (identity.is !== 'other' || open === null) return null;
  const { frames, moves, pictures } = identity;
  const move = (): void => {
    if (moves !== null && bench.deeds.commit(reanchorFrames, { task: open.task, moves })) clip.again();
  };
  const about = moves === null ? 'clip.other.lost' : pictures ? 'clip.other.moved' : 'clip.other.encoded';
  return (
    <Notice tone="bad">
      {t('clip.other', { name: open.item.name, count: frames.length, frame: frames[0] ?? 0 })} {t(about)}{' '}
      {moves === null || open.readOnly ? null : <Button onClick={move}>{t(pictures ? 'clip.other.move' : 'clip.other.accept')}</Button>}
    </Notice>
  );
}

/** What the camera means for labelling, while nothing is labelled yet: that is when it matters. */
function CameraNews() {
  const document = useDocument();
  const busy = useWork((work) => work.survey !== null);
  const camera = document?.camera() ?? null;
  return camera === null || busy || camera.record.steady || document?.tracks().length !== 0 ? null : <CameraVerdictNews />;
}

function CameraVerdictNews() {
  const { t } = useTranslation();
  const bench = useBench();
  const found = useCameraVerdict();
  const [hushed, setHushed] = useState(false);
  const isBad = found !== null && (found.flight.verdict.is === 'steady' || found.flight.verdict.is === 'each');
  if (!isBad || hushed) return null;
  return (
    <Notice tone="warn">
      {verdictWords(found)} <Button onClick={() => bench.screen.setState({ dialog: 'camera' })}>{t('camera.details')}</Button> <Button onClick={() => setHushed(true)}>{t('clip.hush')}</Button>
    </Notice>
  );
}

function News({ clip }: { readonly clip: ClipInHand }) {
  const { t } = useTranslation();
  return (
    <>
      {clip.news.map((news) => (
        <Notice key={news.code} tone="warn">
          {say(codeMessage(news.code, news.params))}{' '}
          <Button onClick={() => clip.hush(news)}>{t('clip.hush')}</Button>
        </Notice>
      ))}
    </>
  );
}
