import { useTranslation } from 'react-i18next';
import { editable } from '../../commands/look.ts';
import { acceptOne, correctOne, proposalsOf, refuseOne, stepProposal } from '../../commands/lookAtProposals.ts';
import type { Proposal } from '#shared/model/records.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { ModelNews } from '../models/ModelNews.tsx';
import { useModels } from '../models/useModels.ts';
import { useKeyOf } from '../useKeymap.ts';
import { proposalWords } from './proposalWords.ts';
import './proposals.css';

const VERDICTS = [{ id: 'proposal.accept', act: acceptOne, look: 'primary' }, { id: 'proposal.correct', act: correctOne, look: '' }, { id: 'proposal.refuse', act: refuseOne, look: '' }] as const;

/** A model is looking for things: that takes a while, and can be stopped. */
export function DetectingBar() {
  const work = useModels((models) => models.work);
  return work?.what === 'detecting' ? <div className="stage-bar"><ModelNews work={work} /></div> : null;
}

/** The proposal being looked at, and what can be said to it. It stands where the bars of the drawing aids stand. */
export function ProposalBar() {
  const { t } = useTranslation();
  const bench = useBench();
  const document = useDocument();
  const id = useSession((session) => session.proposal);
  const busy = useModels(({ work }) => work?.what === 'detecting');
  const labels = useWork((work) => work.labels);
  const [previous, next] = [useKeyOf('proposal.previous'), useKeyOf('proposal.next')];
  if (document === null || id === null || busy) return null;
  const all = proposalsOf(bench);
  const at = all.findIndex((one) => one.id === id);
  const proposal = all[at];
  if (proposal === undefined) return null;
  return (
    <section className="stage-bar proposal-bar" aria-label={t('proposals.bar')}>
      <IconButton icon="back" small name={t('command.proposal.previous')} hint={previous} onClick={() => stepProposal(bench, -1)} />
      <span className="small muted number">{t('proposals.place', { at: at + 1, of: all.length })}</span>
      <IconButton icon="forward" small name={t('command.proposal.next')} hint={next} onClick={() => stepProposal(bench, 1)} />
      <strong className="cut">{proposalWords(proposal, labels)}</strong>
      <span className="small muted cut">{t('proposals.from', { name: proposal.from.name, version: proposal.from.version })}</span>
      {editable(bench) ? VERDICTS.map((verdict) => <Verdict key={verdict.id} {...verdict} proposal={proposal} />) : null}
    </section>
  );
}

function Verdict({ id, act, look, proposal }: (typeof VERDICTS)[number] & { readonly proposal: Proposal }) {
  const { t } = useTranslation();
  const bench = useBench();
  const key = useKeyOf(id);
  return <button type="button" className={`button ${look}`} onClick={() => act(bench, proposal)} {...(key === null ? {} : { 'aria-keyshortcuts': key })}>{t(`command.${id}`)} {key === null ? null : <Kbd keys={key} />}</button>;
}
