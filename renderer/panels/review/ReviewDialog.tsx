import { useTranslation } from 'react-i18next';
import { REVIEW_ENDINGS, reviewCodec } from '#shared/bridge/reviewContract.ts';
import { REVIEW_CONTENTS } from '#shared/review/composeReview.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { timeCode } from '../timeline/timeScale.ts';
import { useClip } from '../timeline/useClip.ts';
import { reasonText } from './reviewWords.ts';
import { useReview, type ReviewFlow } from './useReview.ts';

const HEIGHTS = [1080, 720, 480] as const;

/** A review clip: what goes into it, how it is written, where to. It is made while work goes on. */
export function ReviewDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const flow = useReview();
  return (
    <Dialog title={t('review.title')} closeName={t('dialog.close')} onClose={onClose} width={760} foot={<Foot flow={flow} onClose={onClose} />}>
      <Contents flow={flow} />
      <Form flow={flow} />
      <div className="row">
        <Button icon="folder-open" onClick={() => void flow.pick()}>{t('export.pick')}</Button>
        <span className="grow muted cut">{flow.folder === null ? t('review.pick.about') : flow.folder.name}</span>
      </div>
      <Notice tone={flow.frames === 0 ? 'warn' : 'plain'}>
        {flow.frames === 0 ? t(`reviewNone.${flow.choice.content}`) : t('review.would', { count: flow.parts.length, length: timeCode(flow.seconds), frames: formatNumber(flow.frames) })}
      </Notice>
      {flow.parts.some(({ moments }) => moments.length > 0) ? <Parts flow={flow} /> : null}
    </Dialog>
  );
}

function Contents({ flow: { choice, set, chosen } }: { readonly flow: ReviewFlow }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="server-pair">
        <Field name={t('review.content')}>
          {(own) => (
            <select {...own} className="input" value={choice.content} onChange={({ currentTarget }) => set({ content: REVIEW_CONTENTS.find((one) => one === currentTarget.value) ?? 'risky' })}>
              {REVIEW_CONTENTS.map((content) => <option key={content} value={content}>{t(`reviewContent.${content}`)}</option>)}
            </select>
          )}
        </Field>
        <Field name={t('review.mostSeconds')}>
          {(own) => <input {...own} className="input" type="number" min={1} max={36000} disabled={choice.content !== 'risky'} value={choice.mostSeconds} onChange={({ currentTarget }) => set({ mostSeconds: Math.max(1, Math.floor(currentTarget.valueAsNumber) || 1) })} />}
        </Field>
      </div>
      <label className="check">
        <input type="checkbox" checked={choice.onlyChosen} disabled={chosen === 0} onChange={({ currentTarget }) => set({ onlyChosen: currentTarget.checked })} />
        {t('review.onlyChosen', { count: chosen })}
      </label>
    </>
  );
}

function Form({ flow: { choice, set, codecs } }: { readonly flow: ReviewFlow }) {
  const { t } = useTranslation();
  return (
    <div className="server-pair">
      <Field name={t('review.codec')}>
        {(own) => (
          <select {...own} className="input" value={choice.codec} onChange={({ currentTarget }) => set({ codec: reviewCodec.catch('vp9').parse(currentTarget.value) })}>
            {codecs.map((codec) => <option key={codec} value={codec}>{t(`reviewCodec.${codec}`)}</option>)}
          </select>
        )}
      </Field>
      <Field name={t('review.size')}>
        {(own) => (
          <select {...own} className="input" value={String(choice.height ?? '')} onChange={({ currentTarget }) => set({ height: HEIGHTS.find((one) => String(one) === currentTarget.value) ?? null })}>
            <option value="">{t('review.size.full')}</option>
            {HEIGHTS.map((height) => <option key={height} value={height}>{t('review.size.rows', { height })}</option>)}
          </select>
        )}
      </Field>
      <Field name={t('review.name', { ending: REVIEW_ENDINGS[choice.codec] })}>{(own) => <input {...own} className="input" spellCheck={false} maxLength={120} value={choice.name} onChange={({ currentTarget }) => set({ name: currentTarget.value })} />}</Field>
    </div>
  );
}

/** Each part, and why it is there. */
function Parts({ flow: { parts, things } }: { readonly flow: ReviewFlow }) {
  const { t } = useTranslation();
  const clip = useClip();
  return (
    <ScrollRegion className="report-room" name={t('review.why')}>
      <ol className="stack tight">
        {parts.map(({ from, to, moments }) => (
          <li key={from}>
            <span className="number">{t('review.part', { from: timeCode(clip?.times.timeOf(from) ?? 0), to: timeCode(clip?.times.timeOf(to) ?? 0) })}</span>{' '}
            <span className="muted">{moments.map((moment) => reasonText(moment, things)).join(' · ')}</span>
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}

function Foot({ flow, onClose }: { readonly flow: ReviewFlow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const ready = flow.folder !== null && flow.frames > 0 && flow.choice.name.trim() !== '';
  const start = (replace: boolean): void => {
    if (flow.start(replace)) onClose();
  };
  return (
    <>
      <Button onClick={onClose}>{t('dialog.cancel')}</Button>
      {flow.taken
        ? <Button look="danger" disabled={!ready} onClick={() => start(true)}>{t('export.replace')}</Button>
        : <Button look="primary" disabled={!ready} onClick={() => start(false)}>{t('review.start')}</Button>}
    </>
  );
}
