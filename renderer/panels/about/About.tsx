import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';
import { useBench } from '../benchContext.ts';

export function About({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { info } = useBench();
  return (
    <Dialog title={t('app.name')} closeName={t('dialog.close')} onClose={onClose} width={440}>
      <p>{t('welcome.lead')}</p>
      <p className="muted">{t('about.version', { version: info.version })}</p>
      <p className="muted">{t('about.licence')}</p>
    </Dialog>
  );
}
