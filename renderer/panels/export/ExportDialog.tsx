import { useTranslation } from 'react-i18next';
import { formatBytes, formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { ReportTable } from '../import/ReportTable.tsx';
import { Say } from '../Say.tsx';
import { useExport, type ExportFlow } from './useExport.ts';

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const flow = useExport();
  const { job, ready } = flow;
  return (
    <Dialog title={t('export.title')} closeName={t('dialog.close')} onClose={onClose} width={760} foot={<Foot flow={flow} onClose={onClose} />}>
      <Place flow={flow} />
      {job.busy ? <Busy flow={flow} /> : null}
      {job.problem === null ? null : <Notice tone="bad"><Say message={job.problem} /></Notice>}
      {flow.unreadable.length === 0 ? null : <Notice tone="warn">{t('export.unreadable', { count: flow.unreadable.length, names: flow.unreadable.slice(0, 5).join(', ') })}</Notice>}
      {ready === null || ready.report === null ? null : (
        <>
          <Notice tone={flow.written === null ? 'plain' : 'good'}>{flow.written === null ? t('export.ready', { size: formatBytes(ready.files.reduce((sum, { bytes }) => sum + bytes.length, 0)) }) : t('export.done', { name: flow.written, folder: flow.folder?.name ?? '' })}</Notice>
          <ScrollRegion className="report-room" name={t('report.title')}><ReportTable lines={ready.report} /></ScrollRegion>
        </>
      )}
    </Dialog>
  );
}

function Place({ flow }: { readonly flow: ExportFlow }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="server-pair">
        <Field name={t('export.format')}>
          {(own) => <select {...own} className="input" value={flow.format ?? ''} disabled={flow.job.busy} onChange={(event) => flow.setFormat(event.target.value)}>{flow.formats.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}</select>}
        </Field>
        <Field name={t('export.file')}>{(own) => <input {...own} className="input" value={flow.fileName} spellCheck={false} onChange={(event) => flow.setFileName(event.target.value)} />}</Field>
      </div>
      <div className="row">
        <Button icon="folder-open" disabled={flow.job.busy} onClick={() => void flow.pick()}>{t('export.pick')}</Button>
        <span className="grow muted cut">{flow.folder === null ? t('export.pick.about') : flow.folder.name}</span>
      </div>
    </>
  );
}

function Busy({ flow }: { readonly flow: ExportFlow }) {
  const { t } = useTranslation();
  const { progress } = flow.job;
  return (
    <div className="stack tight">
      <Progress name={t('export.title')} share={progress === null || progress.total === null || progress.total === 0 ? null : progress.done / progress.total} />
      <span className="small muted cut">{progress === null ? '' : t('export.progress', { done: formatNumber(progress.done), name: progress.name })}</span>
    </div>
  );
}

function Foot({ flow, onClose }: { readonly flow: ExportFlow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { job, ready, folder, written } = flow;
  if (job.busy) return <Button onClick={job.cancel}>{t('job.stop')}</Button>;
  if (written !== null) return <Button look="primary" onClick={onClose}>{t('dialog.done')}</Button>;
  const exists = job.problem?.key === 'error.export/exists';
  return (
    <>
      <Button onClick={onClose}>{t('dialog.cancel')}</Button>
      {exists ? <Button look="danger" onClick={() => void flow.write(true)}>{t('export.replace')}</Button> : null}
      {ready === null
        ? <Button look="primary" disabled={flow.format === null} onClick={() => void flow.prepare()}>{t('export.look')}</Button>
        : <Button look="primary" disabled={folder === null || flow.fileName.trim() === ''} onClick={() => void flow.write(false)}>{t('export.write')}</Button>}
    </>
  );
}
