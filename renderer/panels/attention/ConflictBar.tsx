import { useTranslation } from 'react-i18next';
import type { TrackId } from '#shared/model/ids.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { ConflictRecord } from '#shared/model/records.ts';
import { useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { Choices } from './ConflictChoices.tsx';
import { openConflictsOf, trackOf } from './offers.ts';
import { unitName } from './unitName.ts';
import './attention.css';

/** The choice at the thing itself: shown while a disputed one is selected. It stays until one is made. */
export function ConflictBar() {
  const { t } = useTranslation();
  const document = useDocument();
  const selection = useSession((session) => session.selection);
  const open = useWork((work) => work.open);
  if (document === null || open === null || open.readOnly) return null;
  const conflict = firstOf(document, selection);
  if (conflict === null) return null;
  return (
    <section className="conflict conflict-bar" aria-label={t(`conflict.${conflict.reason}`)}>
      <strong>{t('conflict.bar', { reason: t(`conflict.${conflict.reason}`), unit: unitName(t, conflict.unit) })}</strong>
      <span className="small muted">{t('conflict.bar.about')}</span>
      <Choices stream={open.stream} conflict={conflict} />
    </section>
  );
}

function firstOf(document: ReadDocument, selection: ReadonlySet<TrackId>): ConflictRecord | null {
  return openConflictsOf(document).find((conflict) => {
    const track = trackOf(document, conflict);
    return track !== null && selection.has(track);
  }) ?? null;
}
