import { useTranslation } from 'react-i18next';
import { resolveConflict, type ConflictChoice } from '#shared/edits/resolveConflict.ts';
import type { ConflictRecord } from '#shared/model/records.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import { Button } from '../../ui/Button.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useProjectDocument } from '../useDocument.ts';
import { opsForOther } from './conflictOps.ts';
import { isEditedSince, trackOf } from './offers.ts';

/** Keep, use the other, or edit by hand. The first says what it keeps when somebody has edited since. */
export function Choices({ stream, conflict }: { readonly stream: StreamId; readonly conflict: ConflictRecord }) {
  const { t } = useTranslation();
  const bench = useBench();
  const document = useProjectDocument();
  const open = useWork((work) => work.open);
  const row = useWork((work) => work.rows.find(({ task }) => stream === `t:${task}`) ?? null);
  const here = stream.startsWith('p:') || open?.stream === stream;
  if (!here) return row === null ? <p className="small muted">{t('conflict.elsewhere')}</p> : <Button onClick={() => void bench.deeds.openTask(row.task)}>{t('conflict.open', { name: row.item.name })}</Button>;
  if (document === null) return null;
  const other = opsForOther(document, conflict);
  const edited = isEditedSince(document, conflict);
  const choose = (choice: ConflictChoice): void => void bench.deeds.commit(resolveConflict, choice, 'resolve');
  const { id } = conflict;
  return (
    <div className="row">
      <Button look="primary" onClick={() => choose(edited ? { conflict: id, choice: 'hand', ops: [] } : { conflict: id, choice: 'keep' })}>{t(edited ? 'conflict.hand' : 'conflict.keep')}</Button>
      {other === null ? <span className="small muted">{t('conflict.onlyKeep')}</span> : <Button onClick={() => choose({ conflict: id, choice: 'other', ops: other })}>{t('conflict.other')}</Button>}
      <ByHand conflict={conflict} />
    </div>
  );
}

/** Leads from the list to the thing itself, where both versions are seen and it can be changed. */
function ByHand({ conflict }: { readonly conflict: ConflictRecord }) {
  const { t } = useTranslation();
  const bench = useBench();
  const document = useProjectDocument();
  const listed = useWork(() => bench.screen.getState().dialog === 'attention');
  const track = document === null ? null : trackOf(document, conflict);
  if (!listed || track === null) return null;
  return (
    <Button onClick={() => {
      bench.screen.setState({ dialog: null, page: 'work', side: 'objects' });
      bench.session.setState({ selection: new Set([track]), tool: 'select' });
      bench.work.getState().stage?.focus();
    }}>{t('conflict.byHand')}</Button>
  );
}
