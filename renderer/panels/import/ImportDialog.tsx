import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { Say } from '../Say.tsx';
import { useListeners } from '../useListeners.ts';
import { FileChoice } from './FileChoice.tsx';
import { filesByName } from './importPlace.ts';
import { ReportTable } from './ReportTable.tsx';
import { useImport, type ImportFlow } from './useImport.ts';

export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const flow = useImport();
  const { job, folder, files } = flow;
  return (
    <Dialog title={t('import.title')} closeName={t('dialog.close')} onClose={onClose} width={760} foot={<Foot flow={flow} onClose={onClose} />}>
      <Place flow={flow} />
      {folder !== null && !job.busy && files.length + flow.pictures === 0 ? <Notice tone="warn">{t('import.noFiles', { name: folder.name })}</Notice> : null}
      {files.length > 0 && flow.preview === null ? <FileChoice files={files} chosen={flow.chosen} onChoose={flow.choose} disabled={job.busy} /> : null}
      {flow.formats.length > 1 ? <FormatChoice flow={flow} /> : null}
      {job.busy ? <Busy flow={flow} /> : null}
      {job.problem === null ? null : <Notice tone="bad"><Say message={job.problem} /></Notice>}
      {flow.preview === null ? null : <Preview flow={flow} />}
    </Dialog>
  );
}

/** A folder, or files by themselves: chosen, or dropped here. */
function Place({ flow }: { readonly flow: ImportFlow }) {
  const { t } = useTranslation();
  const room = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { folder, own, job } = flow;
  useListeners(room, {
    dragover: (event) => event.preventDefault(),
    drop: (event) => {
      event.preventDefault();
      if (event.dataTransfer !== null && !job.busy) void flow.drop(event.dataTransfer);
    },
  });
  return (
    <div ref={room} className="row import-place">
      <Button icon="folder-open" disabled={job.busy} onClick={() => void flow.pick()}>{t(folder === null ? 'import.pick' : 'import.pickOther')}</Button>
      <Button icon="plus" disabled={job.busy} onClick={() => input.current?.click()}>{t('import.pickFiles')}</Button>
      <input ref={input} type="file" hidden multiple aria-label={t('import.pickFiles')} onChange={({ currentTarget }) => flow.take(filesByName(currentTarget.files ?? []))} />
      <span className="grow muted cut">{folder !== null ? folder.name : own > 0 ? t('import.taken', { count: own }) : t('import.about')}</span>
    </div>
  );
}

/** Several formats claim the files: the reasons of each, and nothing is read before a person decides. */
function FormatChoice({ flow }: { readonly flow: ImportFlow }) {
  const { t } = useTranslation();
  return (
    <>
      {flow.format === null ? <Notice tone="warn">{t('import.contested')}</Notice> : null}
      <fieldset className="stack tight format-choice" disabled={flow.job.busy}>
        <legend>{t('import.format')}</legend>
        {flow.formats.map(({ format, title, code, sentence }) => (
          <label key={format} className="check">
            <input type="radio" name="format" checked={flow.format === format} onChange={() => void flow.previewAs(format)} />
            <span>{title} <span className="small muted">{t(`guess.${code}`, { defaultValue: sentence })}</span></span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

function Busy({ flow }: { readonly flow: ImportFlow }) {
  const { t } = useTranslation();
  const { progress } = flow.job;
  return (
    <div className="stack tight">
      <Progress name={t('import.title')} share={progress === null || progress.total === null ? null : progress.done / progress.total} />
      <span className="small muted cut">{progress?.name ?? ''}</span>
    </div>
  );
}

function Preview({ flow }: { readonly flow: ImportFlow }) {
  const { t } = useTranslation();
  const { preview, applied } = flow;
  if (preview === null || preview.report === null || preview.counts === null) return null;
  const { things, items, labels } = preview.counts;
  const told = { things: formatNumber(things), items: formatNumber(items), labels: formatNumber(labels) };
  return (
    <>
      <Notice tone={applied ? 'good' : things === 0 ? 'warn' : 'plain'}>{t(applied ? 'import.done' : 'import.would', told)}</Notice>
      <ScrollRegion className="report-room" name={t('report.title')}><ReportTable lines={preview.report} /></ScrollRegion>
    </>
  );
}

function Foot({ flow, onClose }: { readonly flow: ImportFlow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { job, preview, applied } = flow;
  if (job.busy) return <Button onClick={job.cancel}>{t('job.stop')}</Button>;
  if (applied) return <Button look="primary" onClick={onClose}>{t('dialog.done')}</Button>;
  const things = (preview?.counts?.things ?? 0) + (preview?.counts?.labels ?? 0);
  return (
    <>
      <Button onClick={onClose}>{t('dialog.cancel')}</Button>
      {preview === null
        ? <Button look="primary" disabled={flow.chosen.size + flow.pictures === 0} onClick={() => void flow.look()}>{t('import.look')}</Button>
        : <Button look="primary" disabled={things === 0} onClick={() => void flow.apply()}>{t('import.apply')}</Button>}
    </>
  );
}
