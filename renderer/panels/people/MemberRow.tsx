import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { role as roles, type Member, type Role } from '#shared/sync/messages.ts';
import { mayLead } from '../../commands/rights.ts';
import { messageOf, type Message } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import type { SharedProject } from './sharedProject.ts';

interface MemberRowProps {
  readonly member: Member;
  readonly at: SharedProject;
  readonly onChange: () => void;
}

export function MemberRow({ member, at, onChange }: MemberRowProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const own = useWork((work) => work.project?.role ?? null);
  const [problem, setProblem] = useState<Message | null>(null);
  const [leaving, setLeaving] = useState(false);
  const attempt = (work: Promise<unknown>): void => {
    setProblem(null);
    setLeaving(false);
    void work.then(onChange, (error: unknown) => setProblem(messageOf(error)));
  };
  const changes = mayLead(own) && (member.role !== 'admin' || own === 'admin');
  return (
    <li className="people-row">
      <Icon name="person" />
      <span className="grow">
        <strong className="cut">{member.name}</strong>
        {member.email === null ? null : <span className="small muted cut">{member.email}</span>}
      </span>
      {changes ? <RoleChoice name={t('people.roleOf', { name: member.name })} value={member.role} admin={own === 'admin'} onChoose={(role) => attempt(bench.host.server.setRole({ ...at, person: member.id, role }))} /> : <span className="small muted">{t(`role.${member.role}`)}</span>}
      {changes && !leaving ? <IconButton icon="close" small name={t('people.remove', { name: member.name })} onClick={() => setLeaving(true)} /> : null}
      {leaving ? (
        <span className="row">
          <Button look="danger" onClick={() => attempt(bench.host.server.removeMember({ ...at, person: member.id }))}>{t('people.remove.sure')}</Button>
          <Button look="plain" onClick={() => setLeaving(false)}>{t('dialog.cancel')}</Button>
        </span>
      ) : null}
      {leaving ? <p className="small muted people-told">{t('people.remove.about')}</p> : null}
      {problem === null ? null : <p className="small field-problem people-told" role="alert"><Say message={problem} /></p>}
    </li>
  );
}

interface RoleChoiceProps {
  readonly name: string;
  readonly value: Role;
  /** Only admins make admins. */
  readonly admin: boolean;
  readonly onChoose: (role: Role) => void;
}

export function RoleChoice({ name, value, admin, onChoose }: RoleChoiceProps) {
  const { t } = useTranslation();
  return (
    <select className="input slim" aria-label={name} value={value} onChange={(event) => onChoose(roles.parse(event.target.value))}>
      {roles.options.filter((one) => one !== 'admin' || admin).map((one) => <option key={one} value={one}>{t(`role.${one}`)}</option>)}
    </select>
  );
}
