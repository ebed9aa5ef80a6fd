import { useTranslation } from 'react-i18next';
import { mayLead } from '../../commands/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { Say } from '../Say.tsx';
import { useAsk } from '../useAsk.ts';
import { Invitations } from './Invitations.tsx';
import { MemberRow } from './MemberRow.tsx';
import type { SharedProject } from './sharedProject.ts';
import './people.css';

/** Who belongs to the open project: everyone sees it, those who lead it change it. */
export function PeopleDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const project = useWork((work) => work.project);
  if (project === null || project.account === null) return null;
  return (
    <Dialog title={t('people.title', { name: project.name })} closeName={t('dialog.close')} onClose={onClose} width={680} foot={<Button look="primary" onClick={onClose}>{t('dialog.done')}</Button>}>
      <Members account={project.account} project={project.id} />
      {mayLead(project.role) ? <Invitations account={project.account} project={project.id} /> : null}
    </Dialog>
  );
}

function Members({ account, project }: SharedProject) {
  const { t } = useTranslation();
  const bench = useBench();
  const { value, problem, again } = useAsk((signal) => bench.host.server.members({ account, project }, { signal }), project);
  if (problem !== null) return <Notice tone="bad"><Say message={problem} /> <Button onClick={again}>{t('again')}</Button></Notice>;
  if (value === null) return <Progress name={t('people.members')} share={null} />;
  return (
    <ScrollRegion name={t('people.members')} className="people-room">
      <ul className="people-list" aria-label={t('people.members')}>
        {value.map((member) => <MemberRow key={member.id} member={member} at={{ account, project }} onChange={again} />)}
      </ul>
    </ScrollRegion>
  );
}
