import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#shared/bridge/hostContract.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useBench } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import { useAsk } from '../useAsk.ts';
import { AccountCard } from './AccountCard.tsx';
import { Invited } from './Invited.tsx';
import { SignIn } from './SignIn.tsx';
import { SyncSwitch } from './SyncSwitch.tsx';
import './server.css';

/** Accounts, their projects, and the switch for syncing. Work goes on without any of it. */
export function ServerPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const { value, busy, problem, again } = useAsk((signal) => bench.host.server.accounts({}, { signal }), '');
  const accounts: readonly Account[] = value ?? [];
  const [adding, setAdding] = useState(false);
  const signedIn = (): void => {
    setAdding(false);
    again();
    // A round that failed for want of a sign-in is not tried again by itself.
    if ((bench.work.getState().project?.account ?? null) !== null) void bench.deeds.syncNow();
  };
  const out = accounts.find(({ signedIn }) => !signedIn) ?? null;
  return (
    <Dialog title={t('server.title')} closeName={t('dialog.close')} onClose={onClose} width={640}>
      {problem === null ? null : <Notice tone="bad"><Say message={problem} /></Notice>}
      {busy && value === null ? <Progress name={t('server.title')} share={null} /> : null}
      <SyncSwitch />
      {accounts.map((account) => <AccountCard key={account.id} account={account} onChange={again} />)}
      {value === null ? null : adding || accounts.length === 0 || out !== null ? <Entrance last={out} onSignedIn={signedIn} /> : <div><Button icon="plus" onClick={() => setAdding(true)}>{t('server.another')}</Button></div>}
    </Dialog>
  );
}

/** With an account, or with an invitation to make one. */
function Entrance({ last, onSignedIn }: { readonly last: Account | null; readonly onSignedIn: () => void }) {
  const { t } = useTranslation();
  const [invited, setInvited] = useState(false);
  if (invited) return <Invited address={last?.address ?? ''} onSignedIn={onSignedIn} onBack={() => setInvited(false)} />;
  return (
    <>
      <SignIn last={last} onSignedIn={onSignedIn} />
      <div><Button look="plain" onClick={() => setInvited(true)}>{t('invited.title')}</Button></div>
    </>
  );
}
