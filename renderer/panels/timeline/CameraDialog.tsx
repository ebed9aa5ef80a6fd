import { useTranslation } from 'react-i18next';
import { setSteady } from '#shared/edits/camera.ts';
import { editable } from '../../commands/look.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { iou, verdictWords } from './cameraWords.ts';
import { useCamera, useCameraVerdict, type CameraVerdict } from './useCamera.ts';
import { useClip } from './useClip.ts';

/** How the camera moves, what that means for labelling, and whether shapes go along with it. */
export function CameraDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const found = useCameraVerdict();
  return (
    <Dialog title={t('camera.title')} closeName={t('dialog.close')} onClose={onClose} width={640}>
      <Measuring />
      {found === null || found.flight.steps === 0 ? null : <Findings found={found} />}
    </Dialog>
  );
}

function Measuring() {
  const { t } = useTranslation();
  const bench = useBench();
  const clip = useClip();
  const camera = useCamera();
  const survey = useWork((work) => work.survey);
  if (clip === null || clip.facts === null) return <p className="muted">{t('clip.opening')}</p>;
  if (survey !== null) {
    return (
      <Notice tone="plain">
        {t('camera.running', { at: survey.at, frames: survey.frames })}
        <Progress name={t('camera.progress')} share={survey.at / Math.max(1, survey.frames)} />
        <Button onClick={() => bench.deeds.stopSurvey()}>{t('job.stop')}</Button>
      </Notice>
    );
  }
  if (!editable(bench)) return camera === null ? <p className="muted">{t('camera.none')}</p> : null;
  const { frames, width, height } = clip.facts;
  const isOther = camera !== null && (camera.record.frames !== frames || camera.record.width !== width || camera.record.height !== height || clip.identity.is === 'other');
  const known = isOther ? 0 : (camera?.path.known ?? 0);
  if (camera === null) return <p>{t('camera.none')} <Button look="primary" disabled={!clip.done} onClick={() => void bench.deeds.survey(false)}>{t('camera.measure')}</Button></p>;
  if (isOther) return <Notice tone="warn">{t('camera.other')} <Button onClick={() => void bench.deeds.survey(true)}>{t('camera.anew')}</Button></Notice>;
  return known < frames
    ? <p>{t('camera.partly', { at: known, frames })} <Button look="primary" onClick={() => void bench.deeds.survey(false)}>{t('camera.goOn')}</Button></p>
    : <p className="muted">{t('camera.done', { frames, name: camera.record.by.name, version: camera.record.by.version })} <Button onClick={() => void bench.deeds.survey(true)}>{t('camera.anew')}</Button></p>;
}

function Findings({ found }: { readonly found: CameraVerdict }) {
  const { t } = useTranslation();
  const bench = useBench();
  const { flight, heldOut, side, labelled, camera } = found;
  const windows = Math.max(0, ...flight.expected.map((one) => one.windows));
  return (
    <>
      <p className="camera-verdict"><strong>{verdictWords(found)}</strong></p>
      {heldOut === null ? null : <p>{t('camera.gain.heldOut', { count: heldOut.count, plain: iou(heldOut.plain), steady: iou(heldOut.steady) })}</p>}
      {flight.probes === null ? null : <p>{t('camera.gain.probes', { count: flight.probes.count, plain: iou(flight.probes.plain), steady: iou(flight.probes.steady) })}</p>}
      <label className="row camera-steady">
        <input type="checkbox" checked={camera.record.steady} disabled={!editable(bench)} onChange={({ currentTarget }) => void bench.deeds.commit(setSteady, { on: currentTarget.checked })} />
        <span>{t('camera.steady')}</span>
      </label>
      <p className="muted small">{t('camera.steady.about')}</p>
      {flight.expected.length === 0 ? null : <Expected found={found} />}
      <p className="small">{t(flight.shake > flight.walk ? 'camera.shake' : 'camera.walk', { walk: formatNumber(flight.walk, 1), shake: formatNumber(flight.shake, 1) })} {t('camera.share', { share: flight.share, broken: flight.broken, steps: flight.steps })}</p>
      <p className="muted small">{t('camera.formula', { side: formatNumber(side), windows })} {t(labelled ? 'camera.side.labelled' : 'camera.side.usual')}</p>
    </>
  );
}

function Expected({ found: { flight } }: { readonly found: CameraVerdict }) {
  const { t } = useTranslation();
  return (
    <table className="camera-table number">
      <tbody>
        <tr><th scope="row">{t('camera.span')}</th>{flight.expected.map(({ span }) => <td key={span}>{span}</td>)}</tr>
        <tr><th scope="row">{t('camera.iou')}</th>{flight.expected.map(({ span, iou: value }) => <td key={span}>{iou(value)}</td>)}</tr>
      </tbody>
    </table>
  );
}
