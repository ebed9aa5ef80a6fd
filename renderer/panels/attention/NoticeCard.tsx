import { useTranslation } from 'react-i18next';
import type { ServiceClient } from '#shared/bridge/service.ts';
import type { WorkspaceContract } from '#shared/bridge/workspaceContract.ts';
import { formatTime } from '../../i18n/format.ts';
import { messageOf, say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { Button } from '../../ui/Button.tsx';
import { useBench, useWork } from '../benchContext.ts';

type SyncNotice = Awaited<ReturnType<ServiceClient<WorkspaceContract['sync']>['notices']>>[number];

/** A change of mine that the server did not take as it was. */
export function NoticeCard({ notice, onDone }: { readonly notice: SyncNotice; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const project = useWork((work) => work.project?.id ?? '');
  const row = useWork((work) => work.rows.find(({ task }) => notice.stream === `t:${task}`) ?? null);
  const dismiss = (): void => void bench.workspace.sync.discardNotice({ project, op: notice.op }).then(onDone, (error: unknown) => toast(bench.screen, 'bad', say(messageOf(error))));
  return (
    <section className="conflict" aria-label={t(`notice.${notice.status}`, { defaultValue: notice.status })}>
      <header className="row">
        <strong className="grow">{t(`notice.${notice.status}`, { defaultValue: notice.status })}</strong>
        <span className="small muted">{formatTime(notice.at)}</span>
      </header>
      <p>{[notice.code === null ? '' : t(`result.${notice.code}`, { defaultValue: notice.code }), notice.record === null ? '' : t(`record.${notice.record.type}`), row?.item.name ?? ''].filter((part) => part !== '').join(' · ')}</p>
      <div className="row">
        {row === null ? null : <Button onClick={() => void bench.deeds.openTask(row.task)}>{t('notice.open')}</Button>}
        <Button onClick={dismiss}>{t('notice.seen')}</Button>
      </div>
    </section>
  );
}
