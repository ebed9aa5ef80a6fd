import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#shared/bridge/hostContract.ts';
import { messageOf, type Message } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useBench } from '../benchContext.ts';
import { Say } from '../Say.tsx';

/** The password goes to the host and is not kept here. */
export function SignIn({ last, onSignedIn }: { readonly last: Account | null; readonly onSignedIn: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [address, setAddress] = useState(last?.address ?? '');
  const [email, setEmail] = useState(last?.person.email ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Message | null>(null);
  const signIn = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await bench.host.server.signIn({ address: address.trim(), email: email.trim(), password });
      onSignedIn();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setPassword('');
      setBusy(false);
    }
  };
  const complete = address.trim() !== '' && email.trim() !== '' && password !== '';
  return (
    <form className="stack server-card" onSubmit={(event) => { event.preventDefault(); void signIn(); }}>
      <h3>{t('server.signIn')}</h3>
      {problem === null ? null : <Notice tone="bad"><Say message={problem} /></Notice>}
      <Field name={t('server.address')}>{(own) => <input {...own} className="input" inputMode="url" autoComplete="url" spellCheck={false} value={address} placeholder={t('server.address.example')} onChange={(event) => setAddress(event.target.value)} />}</Field>
      <div className="server-pair">
        <Field name={t('server.email')}>{(own) => <input {...own} className="input" type="email" autoComplete="username" value={email} onChange={(event) => setEmail(event.target.value)} />}</Field>
        <Field name={t('server.password')}>{(own) => <input {...own} className="input" type="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />}</Field>
      </div>
      <div className="row end"><Button type="submit" look="primary" disabled={!complete || busy}>{t(busy ? 'server.signingIn' : 'server.signIn')}</Button></div>
    </form>
  );
}
