import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { timeByDay, timeByTask } from '#shared/time/timeRecord.ts';
import type { Worktime } from '#shared/model/privateRecords.ts';
import { useOwnRecords } from '../../own/ownContext.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { useWork } from '../benchContext.ts';
import { DayChart } from './DayChart.tsx';
import { localDay } from './localDay.ts';
import { Shared } from './Shared.tsx';
import { TaskTimes } from './TaskTimes.tsx';
import { exportRecord } from './exportRecord.ts';
import './record.css';

/** Every figure that is kept about the person, as only the person sees it: where the time went, and what the project keeps of it. */
export function RecordDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const records = useOwnRecords();
  const times = useMemo(() => records.filter((record): record is Worktime => record.type === 'worktime'), [records]);
  const days = useMemo(() => timeByDay(times, localDay).slice(-14), [times]);
  const tasks = useMemo(() => timeByTask(times), [times]);
  const flags = useWork((work) => work.flags.filter(({ flag }) => flag.author === work.me).length);
  return (
    <Dialog title={t('record.title')} closeName={t('dialog.close')} onClose={onClose} width={720} foot={<>
      <Button icon="download" disabled={records.length === 0} onClick={() => exportRecord(records)}>{t('record.export')}</Button>
      <Button look="primary" onClick={onClose}>{t('dialog.done')}</Button>
    </>}>
      <p className="small muted">{t('record.about')}</p>
      {times.length === 0 ? <Empty icon="person" title={t('record.none')}>{t('record.none.about')}</Empty> : <>
        <DayChart days={days} />
        <TaskTimes tasks={tasks} />
      </>}
      <Shared />
      <p className="small muted">{t('record.flags', { count: flags })} {t('record.flags.about')}</p>
    </Dialog>
  );
}
