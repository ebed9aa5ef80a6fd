import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyTracks, type Copied } from '#shared/edits/pasteTracks.ts';
import type { TaskId } from '#shared/model/ids.ts';
import { mediaUrl } from '../../host/mediaUrl.ts';
import { formatNumber } from '../../i18n/format.ts';
import type { QueueRow } from '../../session/taskQueue.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { CopiesOver } from './CopiesOver.tsx';
import './propagate.css';

const MOST = 100;

/** Puts what is selected onto the next pictures. Every one of them is seen before anything is changed. */
export function Propagate({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [count, setCount] = useState(5);
  const [left, setLeft] = useState<ReadonlySet<TaskId>>(new Set());
  const [busy, setBusy] = useState(false);
  const copies = useCopies();
  const rows = useFollowing(count);
  const chosen = rows.filter(({ task }) => !left.has(task));
  const spread = async (): Promise<void> => {
    setBusy(true);
    const done = await bench.deeds.propagate(copies, chosen.map(({ task }) => task));
    setBusy(false);
    if (done) onClose();
  };
  const flip = (task: TaskId): void => setLeft((old) => (old.has(task) ? new Set([...old].filter((one) => one !== task)) : new Set([...old, task])));
  const foot = <Button look="primary" disabled={busy || chosen.length === 0 || copies.length === 0} onClick={() => void spread()}>{t('propagate.do', { count: chosen.length, shown: formatNumber(chosen.length) })}</Button>;
  return (
    <Dialog title={t('propagate.title')} closeName={t('dialog.close')} onClose={onClose} width={860} foot={foot}>
      <div className="propagate-head">
        <Field name={t('propagate.count')}>{(props) => <input {...props} className="input" type="number" min={1} max={MOST} value={count} onChange={(event) => setCount(Math.max(1, Math.min(MOST, Math.floor(Number(event.target.value)) || 1)))} />}</Field>
        <p className="muted">{t('propagate.about', { count: copies.length, shown: formatNumber(copies.length) })}</p>
      </div>
      {rows.length === 0 ? <p>{t('propagate.end')}</p> : (
        <ScrollRegion name={t('propagate.preview')} className="propagate-room">
          {rows.map((row) => <Preview key={row.task} row={row} copies={copies} chosen={!left.has(row.task)} onFlip={() => flip(row.task)} />)}
        </ScrollRegion>
      )}
    </Dialog>
  );
}

/** What is selected, as it is on this picture. */
function useCopies(): readonly Copied[] {
  const document = useDocument();
  const selection = useSession((session) => session.selection);
  const frame = useSession((session) => session.frame);
  return document === null ? [] : copyTracks(document, selection, frame);
}

/** The pictures after the one in hand that can be shown. */
function useFollowing(count: number): readonly QueueRow[] {
  const rows = useWork((work) => work.rows);
  const task = useWork((work) => work.open?.task ?? null);
  const at = rows.findIndex((row) => row.task === task);
  return rows.slice(at + 1).filter(({ item }) => item.media === 'image' && item.problem === null).slice(0, count);
}

interface PreviewProps {
  readonly row: QueueRow;
  readonly copies: readonly Copied[];
  readonly chosen: boolean;
  readonly onFlip: () => void;
}

function Preview({ row, copies, chosen, onFlip }: PreviewProps) {
  const project = useWork((work) => work.project?.id ?? '');
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const { item } = row;
  const whole = item.width !== null && item.height !== null ? { width: item.width, height: item.height } : size;
  return (
    <label className={chosen ? 'propagate-card' : 'propagate-card dimmed'}>
      <span className="propagate-picture">
        <img src={whole === null ? mediaUrl.picture(project, item.id) : mediaUrl.thumb(project, item.id, 256)} alt="" onLoad={({ currentTarget }) => { if (whole === null) setSize({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight }); }} />
        {whole === null ? null : <CopiesOver copies={copies} width={whole.width} height={whole.height} />}
      </span>
      <span className="check"><input type="checkbox" checked={chosen} onChange={onFlip} /><span className="cut">{item.name}</span></span>
    </label>
  );
}
