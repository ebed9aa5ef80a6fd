import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation, InviteAnswer, Role } from '#shared/sync/messages.ts';
import { formatTime } from '../../i18n/format.ts';
import { messageOf, type Message } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import { useAsk } from '../useAsk.ts';
import { RoleChoice } from './MemberRow.tsx';
import type { SharedProject } from './sharedProject.ts';

const DAYS = [1, 7, 30] as const;

/** Codes for people who are to come in: made here, told once, listed until they are used. */
export function Invitations(at: SharedProject) {
  const { t } = useTranslation();
  const bench = useBench();
  const { value, problem, again } = useAsk((signal) => bench.host.server.invitations(at, { signal }), at.project);
  return (
    <section className="people-invite stack tight" aria-label={t('people.invite')}>
      <h3>{t('people.invite')}</h3>
      <p className="small muted">{t('people.invite.about')}</p>
      <Invite at={at} onMade={again} />
      {problem === null ? null : <Notice tone="bad"><Say message={problem} /></Notice>}
      {value === null || value.length === 0 ? null : (
        <ul className="people-list" aria-label={t('people.open')}>
          {value.map((invitation) => <OpenInvitation key={invitation.id} invitation={invitation} at={at} onGone={again} />)}
        </ul>
      )}
    </section>
  );
}

function Invite({ at, onMade }: { readonly at: SharedProject; readonly onMade: () => void }) {
  const { t } = useTranslation();
  const bench = useBench();
  const own = useWork((work) => work.project?.role ?? null);
  const [role, setRole] = useState<Role>('annotator');
  const [days, setDays] = useState<(typeof DAYS)[number]>(7);
  const [made, setMade] = useState<InviteAnswer | null>(null);
  const [problem, setProblem] = useState<Message | null>(null);
  const invite = async (): Promise<void> => {
    setProblem(null);
    try {
      setMade(await bench.host.server.invite({ ...at, role, days }));
      onMade();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <>
      <form className="row" onSubmit={(event) => { event.preventDefault(); void invite(); }}>
        <RoleChoice name={t('people.invite.role')} value={role} admin={own === 'admin'} onChoose={setRole} />
        <select className="input slim" aria-label={t('people.invite.days')} value={days} onChange={(event) => setDays(DAYS.find((one) => String(one) === event.target.value) ?? days)}>
          {DAYS.map((one) => <option key={one} value={one}>{t('people.days', { count: one })}</option>)}
        </select>
        <Button type="submit" icon="plus">{t('people.invite.make')}</Button>
      </form>
      {problem === null ? null : <Notice tone="bad"><Say message={problem} /></Notice>}
      {made === null ? null : <Code key={made.id} code={made.code} />}
    </>
  );
}

function Code({ code }: { readonly code: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <div className="people-code row" role="status">
      <code aria-label={t('people.code')}>{code}</code>
      <span className="grow small muted">{t('people.code.about')}</span>
      <Button onClick={() => void navigator.clipboard.writeText(code).then(() => setCopied(true), () => setCopied(false))}>{t(copied ? 'people.code.copied' : 'people.code.copy')}</Button>
    </div>
  );
}

interface OpenInvitationProps {
  readonly invitation: Invitation;
  readonly at: SharedProject;
  readonly onGone: () => void;
}

function OpenInvitation({ invitation: { id, role, expiresAt, madeBy }, at, onGone }: OpenInvitationProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const [problem, setProblem] = useState<Message | null>(null);
  const says = t('people.open.one', { role: t(`role.${role}`), name: madeBy, day: formatTime(expiresAt) });
  return (
    <li className="people-row">
      <span className="grow small cut">{says}</span>
      <IconButton icon="close" small name={t('people.withdraw', { invitation: says })} onClick={() => void bench.host.server.withdraw({ ...at, invitation: id }).then(onGone, (error: unknown) => setProblem(messageOf(error)))} />
      {problem === null ? null : <p className="small field-problem people-told" role="alert"><Say message={problem} /></p>}
    </li>
  );
}
