import { useTranslation } from 'react-i18next';
import type { TrackId } from '#shared/model/ids.ts';
import { editable } from '../../commands/look.ts';
import { acceptKeyframes, offeredKeyframes, refuseKeyframes } from '../../commands/motion.commands.ts';
import type { TraceResult } from '../../media/cameraWork.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { useClip } from './useClip.ts';

const MANY = 8;
const MANY_SHARE = 0.4;

/** A thing is being followed, or was: how far, why it ended, and the keyframes that are offered for it. */
export function TraceBar() {
  const run = useWork((work) => work.trace.run);
  const result = useWork((work) => work.trace.result);
  const [chosen] = useSession((session) => session.selection);
  const bench = useBench();
  useDocument();
  if (run !== null) return <Running />;
  const track = chosen !== undefined && offeredKeyframes(bench, chosen).length > 0 ? chosen : (result?.track ?? null);
  if (track === null) return null;
  const own = result?.track === track ? result : null;
  return own === null && offeredKeyframes(bench, track).length === 0 ? null : <Offered track={track} result={own} />;
}

function Running() {
  const { t } = useTranslation();
  const bench = useBench();
  const run = useWork((work) => work.trace.run);
  const name = useName(run?.track ?? null);
  if (run === null) return null;
  const says = t('trace.running', { name, at: run.at, to: run.to });
  return (
    <Notice tone="plain">
      {says}
      <Progress name={t('trace.progress')} share={run.to === run.from ? 1 : (run.at - run.from) / (run.to - run.from)} />
      <Button onClick={() => bench.deeds.stopTrace()}>{t('job.stop')}</Button>
    </Notice>
  );
}

function Offered({ track, result }: { readonly track: TrackId; readonly result: TraceResult | null }) {
  const { t } = useTranslation();
  const bench = useBench();
  const clip = useClip();
  const document = useDocument();
  const name = useName(track);
  const frame = useSession((session) => session.frame);
  const keys = offeredKeyframes(bench, track);
  const [first, last] = [keys[0]?.frame ?? 0, keys.at(-1)?.frame ?? 0];
  const before = keys.findLast((key) => key.frame < frame);
  const after = keys.find((key) => key.frame > frame);
  // Where nearly every frame needs a keyframe, it is the camera that moves.
  const isUnsteady = keys.length > MANY && keys.length > (last - first) * MANY_SHARE && document?.camera()?.record.steady !== true;
  const isLost = result !== null && ['plain', 'changed', 'left', 'scattered', 'failed'].includes(result.why);
  return (
    <Notice tone={isLost ? 'warn' : 'plain'}>
      <div className="trace-row">
        <span className="trace-words">
          {keys.length === 0 ? null : <strong>{t('trace.offered', { count: keys.length, name, first, last })}</strong>}{' '}
          {result === null ? null : t(`traceEnd.${result.why}`, { frame: result.frame, name })}
          {isUnsteady ? ` ${t('trace.unsteady')}` : null}
        </span>
        {keys.length === 0 ? null : (
          <>
            <IconButton small icon="key-previous" name={t('trace.previous')} disabled={before === undefined} onClick={() => clip?.player.seek(before?.frame ?? frame)} />
            <IconButton small icon="key-next" name={t('trace.next')} disabled={after === undefined} onClick={() => clip?.player.seek(after?.frame ?? frame)} />
          </>
        )}
        {keys.length > 0 && editable(bench) ? (
          <>
            <Button look="primary" onClick={() => acceptKeyframes(bench, keys)}>{t('trace.accept', { count: keys.length })}</Button>
            <Button onClick={() => refuseKeyframes(bench, keys)}>{t('trace.refuse')}</Button>
          </>
        ) : null}
        {isUnsteady ? <Button onClick={() => bench.screen.setState({ dialog: 'camera' })}>{t('camera.details')}</Button> : null}
        <Reach />
        {result === null ? null : <IconButton small icon="close" name={t('trace.hush')} onClick={() => bench.work.setState({ trace: { run: null, result: null } })} />}
      </div>
    </Notice>
  );
}

/** How many frames the next run goes. */
function Reach() {
  const { t } = useTranslation();
  const bench = useBench();
  const reach = useSession((session) => session.reach);
  return (
    <label className="row small trace-reach">
      <span>{t('trace.reach')}</span>
      <input className="input slim number" type="number" min={1} max={100_000} value={reach} onChange={({ currentTarget }) => bench.session.setState({ reach: Math.min(100_000, Math.max(1, Math.floor(currentTarget.valueAsNumber) || 1)) })} />
    </label>
  );
}

function useName(track: TrackId | null): string {
  const { t } = useTranslation();
  const document = useDocument();
  const labels = useWork((work) => work.labels);
  const label = track === null ? null : (document?.track(track)?.label ?? null);
  return labels.find(({ id }) => id === label)?.name ?? t('objects.unlabelled');
}
