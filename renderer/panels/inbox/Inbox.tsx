import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlagId } from '#shared/model/ids.ts';
import { formatNumber, formatTime } from '../../i18n/format.ts';
import { Empty } from '../../ui/Empty.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { BlobImage } from '../BlobImage.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { AnswerEditor } from './AnswerEditor.tsx';
import { FlagDetail } from './FlagDetail.tsx';
import { waitingFlags, type InboxGroup } from './inboxRows.ts';
import { Members } from './Members.tsx';
import { useDecisions } from './useDecisions.ts';
import { useGroups } from './useGroups.ts';
import './inbox.css';

/** Questions of tasks that are not open here arrive with a round of the sync, which tells nobody by name. */
function useArrivals(): void {
  const bench = useBench();
  const lastSync = useWork((work) => work.status?.lastSync ?? null);
  useEffect(() => void bench.deeds.refreshFlags(), [bench, lastSync]);
}

/** What the people who label could not decide, in groups that one answer may settle. Who asked is not shown: a question is judged by what it asks. */
export function Inbox() {
  const { t } = useTranslation();
  useArrivals();
  const flags = useWork((work) => work.flags);
  const groups = useGroups(useMemo(() => waitingFlags(flags), [flags]));
  /** A question of the group in hand, and the one that is looked at: it may belong to a group that is answered along. */
  const [at, setAt] = useState<FlagId | null>(null);
  const [member, setMember] = useState<FlagId | null>(null);
  const [also, setAlso] = useState<ReadonlySet<FlagId>>(new Set());
  const current = groups.find(({ rows }) => rows.some(({ flag }) => flag.id === at)) ?? groups[0] ?? null;
  const others = groups.filter((group) => group !== current && also.has(group.id));
  const rows = current === null ? [] : [current, ...others].flatMap((group) => group.rows);
  const decisions = useDecisions(rows.map(({ flag }) => flag));
  const shown = rows.find(({ flag }) => flag.id === member) ?? rows[0];
  if (current === null || shown === undefined) return <main className="inbox-empty"><Empty icon="inbox" title={t('inbox.none')}>{t('inbox.none.about')}</Empty></main>;
  return (
    <main className="inbox">
      <InboxList groups={groups} current={current} also={also} onMove={setAt} onAlso={setAlso} />
      <div className="inbox-middle">
        {rows.length > 1 ? <Members group={current} others={others} shown={shown} decisions={decisions} onShow={setMember} /> : null}
        <FlagDetail key={shown.flag.id} row={shown} />
      </div>
      <AnswerEditor key={`answer-${current.id}`} decided={decisions.sorted} onAnswered={() => setAlso(new Set())} />
    </main>
  );
}

interface InboxListProps {
  readonly groups: readonly InboxGroup[];
  readonly current: InboxGroup;
  readonly also: ReadonlySet<FlagId>;
  readonly onMove: (flag: FlagId) => void;
  readonly onAlso: (groups: ReadonlySet<FlagId>) => void;
}

function InboxList({ groups, current, also, onMove, onAlso }: InboxListProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const flip = (id: FlagId): void => {
    const next = new Set(also);
    if (!next.delete(id)) next.add(id);
    onAlso(next);
  };
  const move = (at: number): void => {
    const group = groups[at];
    if (group !== undefined) onMove(group.rows[0].flag.id);
  };
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <aside className="inbox-list" aria-label={t('inbox.list')}>
      <div className="panel-head">
        <span className="grow small muted">{t('inbox.count', { count, shown: formatNumber(count) })}</span>
        <IconButton icon="refresh" small name={t('inbox.refresh')} onClick={() => void bench.deeds.refreshFlags()} />
      </div>
      <VirtualList name={t('inbox.list')} items={groups} rowHeight={72} keyOf={({ id }) => id} current={groups.indexOf(current)} selected={(group) => group === current} onMove={move} onKey={(event, { id }) => {
        if (event.key !== ' ') return;
        event.preventDefault();
        flip(id);
      }}>
        {(group) => <InboxRow group={group} checked={group === current || also.has(group.id)} fixed={group === current} onCheck={() => flip(group.id)} />}
      </VirtualList>
    </aside>
  );
}

function InboxRow({ group, checked, fixed, onCheck }: { readonly group: InboxGroup; readonly checked: boolean; readonly fixed: boolean; readonly onCheck: () => void }) {
  const { t } = useTranslation();
  const { flag, item } = group.rows[0];
  const about = [...flag.tags, flag.text].filter((part) => part !== '').join(' · ');
  const oldest = Math.min(...group.rows.map((row) => row.flag.submittedAt));
  return (
    <div className="flag-row">
      <input type="checkbox" tabIndex={-1} checked={checked} disabled={fixed} aria-label={t('inbox.together')} onChange={onCheck} />
      <span className="thumb">{flag.crop === null ? null : <BlobImage sha256={flag.crop} alt="" />}</span>
      <div className="grow">
        <div className="cut task-name">{about === '' ? t(`flagKind.${flag.kind}`) : about}</div>
        <div className="cut small muted">{item?.name ?? ''}</div>
        <div className="row small muted">
          {group.rows.length === 1 ? null : <span className="badge accent">{t('inbox.alike', { count: group.rows.length, shown: formatNumber(group.rows.length) })}</span>}
          {group.rows.some((row) => row.flag.verdict === 'does_not_help') ? <span className="badge bad">{t('flagState.unhelpful')}</span> : null}
          <span className="cut">{formatTime(oldest)}</span>
        </div>
      </div>
    </div>
  );
}
