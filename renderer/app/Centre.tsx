import { useTranslation } from 'react-i18next';
import { AidBar } from '../panels/aids/AidBar.tsx';
import { ConflictBar } from '../panels/attention/ConflictBar.tsx';
import { Disputed } from '../panels/attention/Disputed.tsx';
import { AnswerCard } from '../panels/flags/AnswerCard.tsx';
import { FlagPanel } from '../panels/flags/FlagPanel.tsx';
import { RevisionCard } from '../panels/guideline/RevisionCard.tsx';
import { LookBack } from '../panels/reflection/LookBack.tsx';
import { ReflectionPanel } from '../panels/reflection/ReflectionPanel.tsx';
import { useWork } from '../panels/benchContext.ts';
import { FindingBar } from '../panels/findings/FindingBar.tsx';
import { SimplifyBar } from '../panels/objects/SimplifyBar.tsx';
import { DetectingBar, ProposalBar } from '../panels/proposals/ProposalBar.tsx';
import { SpaceBar } from '../panels/space/SpaceBar.tsx';
import { SeeingPanel } from '../panels/seeing/SeeingPanel.tsx';
import { useKeyOf } from '../panels/useKeymap.ts';
import { MaskBar } from '../panels/toolbar/MaskBar.tsx';
import { VertexBar } from '../panels/toolbar/VertexBar.tsx';
import { ShapeHint } from '../panels/toolbar/ShapeHint.tsx';
import { Say } from '../panels/Say.tsx';
import { Empty } from '../ui/Empty.tsx';
import { keyLabel } from '../ui/keyLabel.ts';
import { Notice } from '../ui/Notice.tsx';
import { Progress } from '../ui/Progress.tsx';
import { Picture } from './Picture.tsx';

/** The picture in hand with what belongs on top of it, or a sentence why there is none. */
export function Centre() {
  const open = useWork((work) => work.open);
  const panel = useWork((work) => work.panel);
  return (
    <div className="centre">
      {open === null ? <NoTask /> : <Picture open={open} />}
      {open === null || panel !== null ? null : open.item.media === 'sequence' ? <SpaceBar /> : <PictureBars />}
      {open === null ? null : <Disputed />}
      {open === null || panel !== null ? null : <AnswerCard />}
      {open === null || panel !== null ? null : <RevisionCard />}
      {open === null || panel !== null ? null : <LookBack />}
      {panel !== null ? null : <ReflectionPanel />}
      {open === null || panel !== null ? null : <ConflictBar />}
      {open === null || panel !== null ? null : <ProposalBar />}
      {open === null || panel !== null ? null : <DetectingBar />}
      {open === null || panel !== null ? null : <FindingBar />}
      {open === null || panel !== null ? null : <SeeingPanel />}
      {open === null || panel === null ? null : <FlagPanel key={`${panel.task} ${panel.openedAt}`} panel={panel} />}
    </div>
  );
}

function PictureBars() {
  return (
    <>
      <AidBar />
      <SimplifyBar />
      <MaskBar />
      <VertexBar />
      <ShapeHint />
    </>
  );
}

function NoTask() {
  const { t } = useTranslation();
  const key = useKeyOf('task.queue') ?? '';
  const problem = useWork((work) => work.problem);
  const opening = useWork((work) => work.opening);
  const count = useWork((work) => work.rows.length);
  const done = useWork((work) => work.index.done);
  if (problem !== null) return <div className="centre-middle"><Notice tone="bad"><Say message={problem} /></Notice></div>;
  if (opening || (count === 0 && !done)) return <div className="centre-middle"><Progress name={t('centre.opening')} share={null} /></div>;
  return <div className="centre-middle">{count === 0 ? <Empty icon="image" title={t('tasks.empty')}>{t('tasks.empty.about')}</Empty> : <Empty icon="list" title={t('centre.choose')}>{t('centre.choose.about', { key: keyLabel(key) })}</Empty>}</div>;
}
