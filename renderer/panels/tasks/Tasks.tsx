import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/format.ts';
import type { QueueRow, TaskStatus } from '../../session/taskQueue.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { filterRows, type TaskFilter, TASK_FILTERS } from './filterRows.ts';
import { TaskCard } from './TaskCard.tsx';
import './tasks.css';

/** All tasks of the project. Only the cards in view exist, and only their thumbnails are asked for. */
export function Tasks() {
  const { t } = useTranslation();
  const rows = useWork((work) => work.rows);
  const [filter, setFilter] = useState<TaskFilter>('all');
  const [words, setWords] = useState('');
  const shown = useMemo(() => filterRows(rows, filter, words), [rows, filter, words]);
  return (
    <aside className="tasks" aria-label={t('tasks.name')}>
      <div className="tasks-head">
        <input className="input" type="search" value={words} placeholder={t('tasks.search')} aria-label={t('tasks.search')} onChange={(event) => setWords(event.target.value)} />
        <Filters filter={filter} onFilter={setFilter} />
      </div>
      <Indexing />
      {shown.length === 0 ? <Nothing filtered={rows.length > 0} /> : <List shown={shown} />}
    </aside>
  );
}

function List({ shown }: { readonly shown: readonly QueueRow[] }) {
  const { t } = useTranslation();
  const bench = useBench();
  const task = useWork((work) => work.open?.task ?? null);
  const current = shown.findIndex((row) => row.task === task);
  return (
    <VirtualList name={t('tasks.name')} items={shown} rowHeight={64} keyOf={(row) => row.task} current={current} selected={(row) => row.task === task} onMove={(at) => {
      const row = shown[at];
      if (row !== undefined) void bench.deeds.openTask(row.task);
    }}>
      {(row) => <TaskCard row={row} />}
    </VirtualList>
  );
}

function Filters({ filter, onFilter }: { readonly filter: TaskFilter; readonly onFilter: (filter: TaskFilter) => void }) {
  const { t } = useTranslation();
  const counts = useWork((work) => work.counts);
  const total = useWork((work) => work.rows.length);
  const countOf = (one: TaskFilter): number => (one === 'all' ? total : one === 'todo' ? counts.todo + counts.active : counts[one satisfies TaskStatus]);
  return (
    <div className="filters" role="group" aria-label={t('tasks.filter')}>
      {TASK_FILTERS.filter((one) => one === 'all' || countOf(one) > 0 || one === filter).map((one) => (
        <button key={one} type="button" className={`filter ${one}`} aria-pressed={one === filter} onClick={() => onFilter(one)}>
          {t(`tasks.${one}`)}<span className="number">{formatNumber(countOf(one))}</span>
        </button>
      ))}
    </div>
  );
}

function Indexing() {
  const { t } = useTranslation();
  const index = useWork((work) => work.index);
  const listed = useWork((work) => work.items.length);
  if (index.done) return null;
  return (
    <div className="indexing small muted">
      <Progress name={t('tasks.indexing')} share={index.found === 0 ? null : listed / index.found} />
      {t('tasks.indexed', { count: listed, shown: formatNumber(listed) })}
    </div>
  );
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  const { t } = useTranslation();
  const done = useWork((work) => work.index.done);
  if (!done && !filtered) return <Empty icon="busy" title={t('tasks.indexing')} />;
  return filtered ? <Empty icon="search" title={t('tasks.none')}>{t('tasks.none.about')}</Empty> : <Empty icon="image" title={t('tasks.empty')}>{t('tasks.empty.about')}</Empty>;
}
