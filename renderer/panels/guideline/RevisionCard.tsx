import { useTranslation } from 'react-i18next';
import { acknowledgeRevisions, unreadBy } from '#shared/edits/guideline.ts';
import { commandById } from '../../commands/commandList.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useProjectDocument } from '../useDocument.ts';
import { useKeyOf } from '../useKeymap.ts';
import { Changes } from './ChangeView.tsx';
import { useGuideline } from './useGuideline.ts';

/** What changed in the guideline since a person read it, on top of the picture, until it is acknowledged. */
export function RevisionCard() {
  const { t } = useTranslation();
  const bench = useBench();
  const me = useWork((work) => work.me);
  const document = useProjectDocument();
  const guideline = useGuideline();
  const key = useKeyOf('guideline.read');
  const unread = document === null ? [] : unreadBy(document, guideline, me);
  const [first] = unread;
  if (first === undefined) return null;
  const one = unread.length === 1;
  const read = (): void => {
    bench.deeds.commit(acknowledgeRevisions, { revisions: unread.map(({ revision }) => revision.id) });
    bench.work.getState().stage?.focus();
  };
  return (
    <section className="revision-card" aria-label={t('revision.title')}>
      <p className="small muted">{one ? t('revision.one', { version: first.version }) : t('revision.many', { count: unread.length, shown: formatNumber(unread.length) })}</p>
      <div className="revision-room">{unread.slice(-3).reverse().map(({ revision }) => <Changes key={revision.id} revision={revision} />)}</div>
      <div className="row">
        <Button look="primary" icon="check" onClick={read}>{t('revision.read')}{key === null ? null : <Kbd keys={key} />}</Button>
        <Button onClick={() => void commandById('view.guideline')?.run(bench)}>{t('revision.open')}</Button>
      </div>
    </section>
  );
}
