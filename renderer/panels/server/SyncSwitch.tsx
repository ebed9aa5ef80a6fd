import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { useBench, useWork } from '../benchContext.ts';

export function SyncSwitch() {
  const { t } = useTranslation();
  const bench = useBench();
  const account = useWork((work) => work.project?.account ?? null);
  const paused = useWork((work) => work.paused);
  if (account === null) return null;
  return (
    <div className="row">
      <span className="grow muted">{t(paused ? 'server.paused' : 'server.running')}</span>
      <Button icon={paused ? 'play' : 'pause'} onClick={() => void bench.deeds.setPaused(!paused)}>{t(paused ? 'server.resume' : 'server.pause')}</Button>
      <Button icon="refresh" disabled={paused} onClick={() => void bench.deeds.syncNow()}>{t('command.sync.now')}</Button>
    </div>
  );
}
