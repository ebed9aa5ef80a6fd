import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contestEffort } from '#shared/edits/setTaskProgress.ts';
import { taskStateIdOf, type ItemId, type TaskId } from '#shared/model/ids.ts';
import type { Spending } from '#shared/time/timeLedger.ts';
import { formatMinutes, formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useProjectDocument } from '../useDocument.ts';

const MOST_ROWS = 100;

/** Time by task, with what the project keeps of it. The person may say that a figure is wrong; it counts for nothing then. */
export function TaskTimes({ tasks }: { readonly tasks: ReadonlyMap<string | null, Spending> }) {
  const { t } = useTranslation();
  const rows = useWork((work) => work.rows);
  const known = rows.flatMap((row) => {
    const time = tasks.get(row.task);
    return time === undefined ? [] : [{ task: row.task, item: row.item.id, name: row.item.name, time }];
  });
  return (
    <section className="stack" aria-label={t('record.tasks')}>
      <h3>{t('record.tasks')}</h3>
      <table className="report">
        <thead><tr><th scope="col">{t('record.task')}</th><th scope="col">{t('spent.active')}</th><th scope="col">{t('spent.waiting')}</th><th scope="col">{t('record.parked')}</th><th scope="col">{t('record.kept')}</th><th scope="col">{t('record.word')}</th></tr></thead>
        <tbody>{known.slice(0, MOST_ROWS).map((row) => <TaskRow key={row.task} {...row} />)}</tbody>
      </table>
      {known.length > MOST_ROWS ? <p className="small muted">{t('record.more', { count: known.length - MOST_ROWS, shown: formatNumber(known.length - MOST_ROWS) })}</p> : null}
    </section>
  );
}

interface TaskRowProps {
  readonly task: TaskId;
  readonly item: string;
  readonly name: string;
  readonly time: Spending;
}

function TaskRow({ task, item, name, time }: TaskRowProps) {
  const { t } = useTranslation();
  const { clock } = useBench();
  const state = useProjectDocument()?.get(taskStateIdOf(task));
  const [effort, hold] = state?.type === 'task' ? [state.effort, state.hold] : [null, null];
  return (
    <tr>
      <th scope="row" className="cut">{name}</th>
      <td className="number">{formatMinutes(time.active)}</td>
      <td className="number">{formatMinutes(time.waiting)}</td>
      <td className="number">{hold === null ? '–' : formatMinutes((hold.until ?? clock.now()) - hold.from)}</td>
      <td className="number">{effort === null ? '–' : effort.contested === null ? formatMinutes(effort.active * 1000) : <s>{formatMinutes(effort.active * 1000)}</s>}</td>
      <td>{effort === null ? null : <Contest at={{ task, item: item as ItemId }} name={name} reason={effort.contested} />}<span className="hidden-text">{effort?.contested === null || effort === null ? '' : t('record.contested')}</span></td>
    </tr>
  );
}

function Contest({ at, name, reason }: { readonly at: { readonly task: TaskId; readonly item: ItemId }; readonly name: string; readonly reason: string | null }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [writing, setWriting] = useState<string | null>(null);
  const say = (next: string | null): void => {
    if (bench.deeds.commit(contestEffort, { ...at, reason: next })) setWriting(null);
  };
  if (reason !== null) return <span className="row"><span className="cut small" title={reason}>{reason}</span><Button look="plain" onClick={() => say(null)}>{t('record.uncontest')}</Button></span>;
  if (writing === null) return <Button look="plain" aria-label={t('record.contest.of', { name })} onClick={() => setWriting('')}>{t('record.contest')}</Button>;
  return (
    <form className="row" onSubmit={(event) => { event.preventDefault(); say(writing); }}>
      <input className="input" maxLength={500} value={writing} aria-label={t('record.reason')} placeholder={t('record.reason')} onChange={(event) => setWriting(event.target.value)} />
      <Button type="submit" disabled={writing.trim() === ''}>{t('dialog.done')}</Button>
    </form>
  );
}
