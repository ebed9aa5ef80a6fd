import { useTranslation } from 'react-i18next';
import { useScreen } from '../panels/benchContext.ts';
import { Icon } from '../ui/Icon.tsx';

/** The program behind the window is gone. It is tried again all the time; meanwhile nothing new is promised. */
export function Lost() {
  const { t } = useTranslation();
  const lost = useScreen((screen) => screen.lost);
  if (!lost) return null;
  return <div className="lost" role="alert"><Icon name="alert" size={15} />{t('host.lost')}</div>;
}
