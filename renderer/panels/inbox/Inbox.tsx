import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlagId } from '#shared/model/ids.ts';
import type { FlagRow } from '../../commands/workbench.ts';
import { formatNumber, formatTime } from '../../i18n/format.ts';
import { Empty } from '../../ui/Empty.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { BlobImage } from '../BlobImage.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { AnswerEditor } from './AnswerEditor.tsx';
import { FlagDetail } from './FlagDetail.tsx';
import { waitingFlags } from './inboxRows.ts';
import './inbox.css';

/** Questions of tasks that are not open here arrive with a round of the sync, which tells nobody by name. */
function useArrivals(): void {
  const bench = useBench();
  const lastSync = useWork((work) => work.status?.lastSync ?? null);
  useEffect(() => void bench.deeds.refreshFlags(), [bench, lastSync]);
}

/** What the people who label could not decide. Who asked is not shown: a question is judged by what it asks. */
export function Inbox() {
  const { t } = useTranslation();
  useArrivals();
  const flags = useWork((work) => work.flags);
  const rows = useMemo(() => waitingFlags(flags), [flags]);
  const [at, setAt] = useState<FlagId | null>(null);
  const [also, setAlso] = useState<ReadonlySet<FlagId>>(new Set());
  const current = rows.find(({ flag }) => flag.id === at) ?? rows[0] ?? null;
  const chosen = current === null ? [] : rows.filter(({ flag }) => flag.id === current.flag.id || also.has(flag.id));
  if (current === null) return <main className="inbox-empty"><Empty icon="inbox" title={t('inbox.none')}>{t('inbox.none.about')}</Empty></main>;
  return (
    <main className="inbox">
      <InboxList rows={rows} current={current} also={also} onMove={setAt} onAlso={setAlso} />
      <FlagDetail key={current.flag.id} row={current} />
      <AnswerEditor key={`answer-${current.flag.id}`} chosen={chosen.map(({ flag }) => flag)} onAnswered={() => setAlso(new Set())} />
    </main>
  );
}

interface InboxListProps {
  readonly rows: readonly FlagRow[];
  readonly current: FlagRow;
  readonly also: ReadonlySet<FlagId>;
  readonly onMove: (flag: FlagId) => void;
  readonly onAlso: (flags: ReadonlySet<FlagId>) => void;
}

function InboxList({ rows, current, also, onMove, onAlso }: InboxListProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const flip = (id: FlagId): void => {
    const next = new Set(also);
    if (!next.delete(id)) next.add(id);
    onAlso(next);
  };
  const move = (at: number): void => {
    const row = rows[at];
    if (row !== undefined) onMove(row.flag.id);
  };
  return (
    <aside className="inbox-list" aria-label={t('inbox.list')}>
      <div className="panel-head">
        <span className="grow small muted">{t('inbox.count', { count: rows.length, shown: formatNumber(rows.length) })}</span>
        <IconButton icon="refresh" small name={t('inbox.refresh')} onClick={() => void bench.deeds.refreshFlags()} />
      </div>
      <VirtualList name={t('inbox.list')} items={rows} rowHeight={72} keyOf={({ flag }) => flag.id} current={rows.indexOf(current)} selected={(row) => row === current} onMove={move} onKey={(event, { flag }) => {
        if (event.key !== ' ') return;
        event.preventDefault();
        flip(flag.id);
      }}>
        {(row) => <InboxRow row={row} checked={row === current || also.has(row.flag.id)} fixed={row === current} onCheck={() => flip(row.flag.id)} />}
      </VirtualList>
    </aside>
  );
}

function InboxRow({ row, checked, fixed, onCheck }: { readonly row: FlagRow; readonly checked: boolean; readonly fixed: boolean; readonly onCheck: () => void }) {
  const { t } = useTranslation();
  const { flag, item } = row;
  const about = [...flag.tags, flag.text].filter((part) => part !== '').join(' · ');
  return (
    <div className="flag-row">
      <input type="checkbox" tabIndex={-1} checked={checked} disabled={fixed} aria-label={t('inbox.together')} onChange={onCheck} />
      <span className="thumb">{flag.crop === null ? null : <BlobImage sha256={flag.crop} alt="" />}</span>
      <div className="grow">
        <div className="cut task-name">{about === '' ? t(`flagKind.${flag.kind}`) : about}</div>
        <div className="cut small muted">{item?.name ?? ''}</div>
        <div className="row small muted">
          {flag.verdict === 'does_not_help' ? <span className="badge bad">{t('flagState.unhelpful')}</span> : null}
          {formatTime(flag.submittedAt)}
        </div>
      </div>
    </div>
  );
}
