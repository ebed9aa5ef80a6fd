import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageOf, type Message } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useBench } from '../benchContext.ts';
import { Say } from '../Say.tsx';

const EMPTY = { address: '', code: '', name: '', email: '', password: '' };

/** Makes an account with the code of an invitation. The password goes to the host and is not kept here. */
export function Invited({ address, onSignedIn, onBack }: { readonly address: string; readonly onSignedIn: () => void; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [typed, setTyped] = useState({ ...EMPTY, address });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Message | null>(null);
  const input = (key: keyof typeof EMPTY) => ({ className: 'input', value: typed[key], onChange: ({ target: { value } }: { target: { value: string } }) => setTyped((old) => ({ ...old, [key]: value })) });
  const accept = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await bench.host.server.accept({ ...typed, address: typed.address.trim(), email: typed.email.trim() });
      onSignedIn();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setTyped((old) => ({ ...old, password: '' }));
      setBusy(false);
    }
  };
  const complete = Object.values(typed).every((value) => value.trim() !== '');
  return (
    <form className="stack server-card" onSubmit={(event) => { event.preventDefault(); void accept(); }}>
      <h3>{t('invited.title')}</h3>
      {problem === null ? null : <Notice tone="bad"><Say message={problem} /></Notice>}
      <div className="server-pair">
        <Field name={t('server.address')}>{(own) => <input {...own} {...input('address')} inputMode="url" autoComplete="url" spellCheck={false} placeholder={t('server.address.example')} />}</Field>
        <Field name={t('invited.code')}>{(own) => <input {...own} {...input('code')} spellCheck={false} autoComplete="off" />}</Field>
      </div>
      <Field name={t('invited.name')}>{(own) => <input {...own} {...input('name')} autoComplete="name" />}</Field>
      <div className="server-pair">
        <Field name={t('server.email')}>{(own) => <input {...own} {...input('email')} type="email" autoComplete="username" />}</Field>
        <Field name={t('invited.password')}>{(own) => <input {...own} {...input('password')} type="password" autoComplete="new-password" />}</Field>
      </div>
      <div className="row end">
        <Button look="plain" onClick={onBack}>{t('invited.back')}</Button>
        <Button type="submit" look="primary" disabled={!complete || busy}>{t(busy ? 'server.signingIn' : 'invited.accept')}</Button>
      </div>
    </form>
  );
}
