import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../i18n/format.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useBench, useWork } from '../benchContext.ts';

/** Nothing could be written. The work is in memory; it can be carried to a safe place by hand. */
export function NotSaved({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const unsaved = useWork((work) => work.unsaved);
  const cause = useWork((work) => work.status?.cause ?? null);
  const foot = (
    <>
      <Button onClick={onClose}>{t('notSaved.wait')}</Button>
      <Button look="primary" icon="save" onClick={() => void bench.deeds.saveElsewhere()}>{t('save.elsewhere')}</Button>
    </>
  );
  return (
    <Dialog title={t('notSaved.title')} closeName={t('dialog.close')} onClose={onClose} foot={foot}>
      <Notice tone="bad">{cause ?? t('save.noAnswer')}</Notice>
      <p>{t('notSaved.about', { count: unsaved, shown: formatNumber(unsaved) })}</p>
      <p className="muted">{t('notSaved.trying')}</p>
    </Dialog>
  );
}
