import { useTranslation } from 'react-i18next';
import type { Share } from '#shared/model/privateRecords.ts';
import { useOwn, useOwnRecords } from '../../own/ownContext.ts';
import { Button } from '../../ui/Button.tsx';

/** What the person shared of their weeks. Taking it back takes it out of everything that is counted, with the next sync. */
export function Shared() {
  const { t } = useTranslation();
  const desk = useOwn();
  const shares = useOwnRecords().filter((record): record is Share => record.type === 'share');
  if (shares.length === 0) return null;
  return (
    <section className="stack" aria-label={t('record.shared')}>
      <h3>{t('record.shared')}</h3>
      <ul className="record-shared">{shares.map(({ id, what, week, text, tags, name }) => (
        <li key={id} className="row">
          <span className="grow" dir="auto">{week} · {t(`shared.${what}`)} · {[...tags.map((tag) => t(`whyTag.${tag}`)), text].filter((part) => part !== '').join(' · ')} · {t(name === null ? 'sharing.unnamed' : 'sharing.named')}</span>
          <Button look="danger" icon="trash" onClick={() => void desk.write([{ op: 'remove', id }])}>{t('record.takeBack')}</Button>
        </li>
      ))}</ul>
    </section>
  );
}
