import { useTranslation } from 'react-i18next';
import type { ConflictRecord } from '#shared/model/records.ts';
import type { StreamId } from '#shared/model/transaction.ts';
import { formatTime } from '../../i18n/format.ts';
import { useWork } from '../benchContext.ts';
import { Choices } from './ConflictChoices.tsx';
import { unitName } from './unitName.ts';
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
