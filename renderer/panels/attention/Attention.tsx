import { useTranslation } from 'react-i18next';
import type { DocumentRecord } from '#shared/model/records.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import { useAsk } from '../useAsk.ts';
import { ConflictCard } from './ConflictCard.tsx';
import { NoticeCard } from './NoticeCard.tsx';
import './attention.css';

/** Where two people met, and changes the server refused or held. Nothing leaves this list before somebody has looked at it. */
export function Attention({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const project = useWork((work) => work.project?.id ?? '');
  const revision = useWork((work) => work.revision);
  const conflicts = useAsk((signal) => bench.workspace.streams.query({ project, types: ['conflict'] }, { signal }), `${project} ${revision}`);
  const notices = useAsk((signal) => bench.workspace.sync.notices({ project }, { signal }), project);
  const open = (conflicts.value ?? []).filter(({ record }) => isOpenConflict(record));
  const problem = conflicts.problem ?? notices.problem;
  const nothing = conflicts.value !== null && notices.value !== null && open.length + notices.value.length === 0;
  return (
    <Dialog title={t('attention.title')} closeName={t('dialog.close')} onClose={onClose} width={720}>
      {problem === null ? null : <Notice tone="bad"><Say message={problem} /></Notice>}
      {conflicts.value === null && conflicts.busy ? <Progress name={t('attention.title')} share={null} /> : null}
      {nothing ? <Empty icon="done" title={t('attention.none')}>{t('attention.none.about')}</Empty> : null}
      {open.map(({ stream, record }) => (record.type === 'conflict' ? <ConflictCard key={record.id} stream={stream} conflict={record} /> : null))}
      {(notices.value ?? []).map((notice) => <NoticeCard key={notice.op} notice={notice} onDone={notices.again} />)}
    </Dialog>
  );
}

function isOpenConflict(record: DocumentRecord): boolean {
  return record.type === 'conflict' && record.state === 'open';
}
