import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#shared/bridge/hostContract.ts';
import { formatNumber } from '../../i18n/format.ts';
import { messageOf, say } from '../../i18n/i18n.ts';
import { toast } from '../../session/screenStore.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import { useAsk } from '../useAsk.ts';
import { OwnAccount } from './OwnAccount.tsx';
import { PushProject } from './PushProject.tsx';

export function AccountCard({ account, onChange }: { readonly account: Account; readonly onChange: () => void }) {
  const { t } = useTranslation();
  const { person, address, signedIn } = account;
  return (
    <section className="server-card stack" aria-label={person.name}>
      <div className="row">
        <span className="way-sign"><Icon name="person" /></span>
        <div className="grow">
          <strong className="cut">{person.name}</strong>
          <div className="small muted cut">{t('server.who', { email: person.email, org: person.orgName, address })}</div>
        </div>
        {signedIn ? <SignOut account={account} onChange={onChange} /> : <span className="badge warn">{t('server.signedOut')}</span>}
      </div>
      {signedIn ? <SignedIn account={account} /> : null}
    </section>
  );
}

function SignedIn({ account }: { readonly account: Account }) {
  const [joined, setJoined] = useState(0);
  return (
    <>
      <RemoteProjects key={joined} account={account} />
      <OwnAccount account={account.id} onJoined={() => setJoined((old) => old + 1)} />
      <PushProject account={account} />
    </>
  );
}

function SignOut({ account, onChange }: { readonly account: Account; readonly onChange: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const pending = useWork((work) => (work.project?.account === account.id ? (work.status?.pending ?? 0) : 0));
  const [asked, setAsked] = useState(false);
  const leave = (): void => void bench.host.server.signOut({ account: account.id }).then(onChange, (error: unknown) => toast(bench.screen, 'bad', say(messageOf(error))));
  if (!asked) return <Button icon="leave" onClick={() => setAsked(true)}>{t('server.signOut')}</Button>;
  return (
    <div className="row">
      <span className="small">{t('server.stay', { count: pending, shown: formatNumber(pending) })}</span>
      <Button look="danger" onClick={leave}>{t('server.signOut')}</Button>
      <Button look="plain" onClick={() => setAsked(false)}>{t('dialog.cancel')}</Button>
    </div>
  );
}

function RemoteProjects({ account }: { readonly account: Account }) {
  const { t } = useTranslation();
  const bench = useBench();
  const { value, busy, problem, again } = useAsk((signal) => bench.host.server.projects({ account: account.id }, { signal }), account.id);
  if (problem !== null) return <Notice tone="bad"><Say message={problem} /> <Button onClick={again}>{t('again')}</Button></Notice>;
  if (value === null || busy) return <Progress name={t('server.projects')} share={null} />;
  if (value.length === 0) return <p className="muted">{t('server.projects.none')}</p>;
  return (
    <ul className="server-projects" aria-label={t('server.projects')}>
      {value.map((project) => (
        <li key={project.id} className="row">
          <Icon name="folder" />
          <strong className="cut">{project.name}</strong>
          <span className="grow small muted cut">{t('server.project', { count: project.items, shown: formatNumber(project.items), role: t(`role.${project.role}`) })}</span>
          <Button onClick={() => void bench.deeds.openRemote(account.id, project.id)}>{t('server.open')}</Button>
        </li>
      ))}
    </ul>
  );
}
