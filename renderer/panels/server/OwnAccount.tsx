import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageOf, say, type Message } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useBench } from '../benchContext.ts';
import { Say } from '../Say.tsx';

interface OwnAccountProps {
  readonly account: string;
  readonly onJoined: () => void;
}

/** What a person does with an account of his own: enter another project with a code, choose another password. */
export function OwnAccount({ account, onJoined }: OwnAccountProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'join' | 'password' | null>(null);
  const close = (): void => setOpen(null);
  if (open === 'join') return <Join account={account} onJoined={() => { close(); onJoined(); }} onBack={close} />;
  if (open === 'password') return <NewPassword account={account} onBack={close} />;
  return (
    <div className="row server-own">
      <Button look="plain" onClick={() => setOpen('join')}>{t('server.join')}</Button>
      <Button look="plain" onClick={() => setOpen('password')}>{t('server.newPassword')}</Button>
    </div>
  );
}

function Join({ account, onJoined, onBack }: OwnAccountProps & { readonly onBack: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<Message | null>(null);
  const join = (): void => void bench.host.server.join({ account, code }).then(onJoined, (error: unknown) => setProblem(messageOf(error)));
  return (
    <form className="stack tight server-own" onSubmit={(event) => { event.preventDefault(); join(); }}>
      {problem === null ? null : <Notice tone="bad"><Say message={problem} /></Notice>}
      <Field name={t('invited.code')}>{(own) => <input {...own} className="input" spellCheck={false} autoComplete="off" value={code} onChange={(event) => setCode(event.target.value)} />}</Field>
      <div className="row end">
        <Button look="plain" onClick={onBack}>{t('dialog.cancel')}</Button>
        <Button type="submit" look="primary" disabled={code.trim() === ''}>{t('server.join')}</Button>
      </div>
    </form>
  );
}

function NewPassword({ account, onBack }: { readonly account: string; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [problem, setProblem] = useState<Message | null>(null);
  const change = async (): Promise<void> => {
    try {
      await bench.host.server.changePassword({ account, old, next });
      toast(bench.screen, 'good', say({ key: 'toast.newPassword' }));
      onBack();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <form className="stack tight server-own" onSubmit={(event) => { event.preventDefault(); void change(); }}>
      {problem === null ? null : <Notice tone="bad"><Say message={problem} /></Notice>}
      <div className="server-pair">
        <Field name={t('server.oldPassword')}>{(own) => <input {...own} className="input" type="password" autoComplete="current-password" value={old} onChange={(event) => setOld(event.target.value)} />}</Field>
        <Field name={t('invited.password')}>{(own) => <input {...own} className="input" type="password" autoComplete="new-password" value={next} onChange={(event) => setNext(event.target.value)} />}</Field>
      </div>
      <div className="row end">
        <Button look="plain" onClick={onBack}>{t('dialog.cancel')}</Button>
        <Button type="submit" look="primary" disabled={old === '' || next === ''}>{t('server.newPassword')}</Button>
      </div>
    </form>
  );
}
