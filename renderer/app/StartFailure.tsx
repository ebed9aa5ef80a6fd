import { useTranslation } from 'react-i18next';
import type { Message } from '../i18n/i18n.ts';
import { Say } from '../panels/Say.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** The program could not start, or a part of it stopped. What is saved stays saved. */
export function StartFailure({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  return (
    <main className="failure">
      <h1>{t('failure.title')}</h1>
      <Notice tone="bad"><Say message={message} /></Notice>
      <p className="muted">{t('failure.safe')}</p>
      <div><Button look="primary" icon="refresh" onClick={() => location.reload()}>{t('failure.again')}</Button></div>
    </main>
  );
}
