import { useTranslation } from 'react-i18next';
import { resolveConflict } from '#shared/edits/resolveConflict.ts';
import type { ConflictRecord } from '#shared/model/records.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import { formatTime } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useProjectDocument } from '../useDocument.ts';
import { opsForOther } from './conflictOps.ts';
import { valueText } from './valueText.ts';

/** Both values side by side. What stands was not overwritten; the late one is offered. */
export function ConflictCard({ stream, conflict }: { readonly stream: StreamId; readonly conflict: ConflictRecord }) {
  const { t } = useTranslation();
  return (
    <section className="conflict" aria-label={t(`conflict.${conflict.reason}`)}>
      <header className="row">
        <strong className="grow">{t(`conflict.${conflict.reason}`)}</strong>
        <span className="small muted">{t('conflict.what', { unit: unitName(t, conflict.unit), time: formatTime(conflict.at) })}</span>
      </header>
      <div className="conflict-sides">
        <Side name={t('conflict.kept')} by={conflict.keptBy} value={conflict.kept} />
        <Side name={t('conflict.offered')} by={conflict.offeredBy} value={conflict.offered} />
      </div>
      <Choices stream={stream} conflict={conflict} />
    </section>
  );
}

function unitName(t: (key: string, options: { defaultValue: string }) => string, unit: string): string {
  return t(`unit.${unit}`, { defaultValue: unit.replace(/^(attr|meta)\./, '') });
}

function Side({ name, by, value }: { readonly name: string; readonly by: string; readonly value: unknown }) {
  const { t } = useTranslation();
  const me = useWork((work) => work.me);
  const labels = useWork((work) => work.labels);
  return (
    <div className="conflict-side">
      <h3>{name} · {t(by === me ? 'conflict.byMe' : 'conflict.byOther')}</h3>
      <p>{valueText(value, (id) => labels.find((label) => label.id === id)?.name ?? null)}</p>
    </div>
  );
}

function Choices({ stream, conflict }: { readonly stream: StreamId; readonly conflict: ConflictRecord }) {
  const { t } = useTranslation();
  const bench = useBench();
  const document = useProjectDocument();
  const open = useWork((work) => work.open);
  const row = useWork((work) => work.rows.find(({ task }) => stream === `t:${task}`) ?? null);
  const here = stream.startsWith('p:') || open?.stream === stream;
  if (!here) return row === null ? <p className="small muted">{t('conflict.elsewhere')}</p> : <Button onClick={() => void bench.deeds.openTask(row.task)}>{t('conflict.open', { name: row.item.name })}</Button>;
  const other = document === null ? null : opsForOther(document, conflict);
  return (
    <div className="row">
      <Button look="primary" onClick={() => bench.deeds.commit(resolveConflict, { conflict: conflict.id, choice: 'keep' }, 'resolve')}>{t('conflict.keep')}</Button>
      {other === null ? <span className="small muted">{t('conflict.onlyKeep')}</span> : <Button onClick={() => bench.deeds.commit(resolveConflict, { conflict: conflict.id, choice: 'other', ops: other }, 'resolve')}>{t('conflict.other')}</Button>}
    </div>
  );
}
