import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proposal } from '#shared/model/records.ts';
import { acceptOne, acceptSure, correctOne, lookAt, proposalsOf, refuseOne, sureOnes } from '../../commands/lookAtProposals.ts';
import { editable } from '../../commands/look.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { proposalWords } from './proposalWords.ts';
import './proposals.css';

const ROW = 30;
const MOST_ROWS = 7;

/** What a model offers on this picture and nobody has answered yet; above the objects, since it asks for something. */
export function ProposalList() {
  const { t } = useTranslation();
  const bench = useBench();
  useDocument();
  const current = useSession((session) => session.proposal);
  const all = proposalsOf(bench);
  if (all.length === 0) return null;
  const at = all.findIndex(({ id }) => id === current);
  const onKey = (event: KeyboardEvent, proposal: Proposal): void => {
    const act = !editable(bench) ? undefined : event.key === 'Enter' ? acceptOne : event.key === 'Delete' ? refuseOne : event.key === ' ' ? correctOne : undefined;
    if (act === undefined) return;
    act(bench, proposal);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="proposals" aria-label={t('proposals.name')}>
      <div className="panel-head">
        <span className="grow small muted cut">{t('proposals.count', { count: all.length })}</span>
        {editable(bench) ? <Sure /> : null}
      </div>
      <div className="proposal-room" style={{ blockSize: Math.min(MOST_ROWS, all.length) * ROW }}>
        <VirtualList name={t('proposals.name')} items={all} rowHeight={ROW} keyOf={({ id }) => id} current={at} selected={({ id }) => id === current} onMove={(to) => lookAt(bench, all[to] ?? null)} onKey={onKey}>
          {(proposal) => <Row proposal={proposal} />}
        </VirtualList>
      </div>
    </section>
  );
}

/** Everything at least this sure, at once. */
function Sure() {
  const { t } = useTranslation();
  const bench = useBench();
  const sureness = useSession((session) => session.sureness);
  const count = sureOnes(bench).length;
  return (
    <>
      <label className="row small">
        <span>{t('proposals.sure')}</span>
        <input className="input slim proposal-sure" type="number" min={0} max={1} step={0.05} value={sureness} onChange={({ currentTarget }) => bench.session.setState({ sureness: Math.min(1, Math.max(0, currentTarget.valueAsNumber || 0)) })} />
      </label>
      <button type="button" className="button slim" disabled={count === 0} onClick={() => acceptSure(bench)}>{t('proposals.acceptSure', { count, shown: formatNumber(count) })}</button>
    </>
  );
}

function Row({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useTranslation();
  const bench = useBench();
  const labels = useWork((work) => work.labels);
  const label = labels.find(({ id }) => id === proposal.label);
  const name = proposalWords(proposal, labels);
  return (
    <div className="object-row">
      <span className="swatch dashed" style={{ borderColor: label?.color ?? 'currentColor' }} />
      <span className="cut grow">{label?.name ?? proposal.word}</span>
      {label === undefined ? <span className="badge warn">{t('proposals.unknown')}</span> : null}
      <span className="muted small number">{proposal.score === null ? '' : formatNumber(proposal.score, 2)}</span>
      {editable(bench) ? (
        <>
          <button type="button" className="icon-button small row-button" tabIndex={-1} aria-label={t('proposals.accept', { name })} title={t('proposals.accept', { name })} onClick={() => acceptOne(bench, proposal)}><Icon name="check" size={14} /></button>
          <button type="button" className="icon-button small row-button" tabIndex={-1} aria-label={t('proposals.refuse', { name })} title={t('proposals.refuse', { name })} onClick={() => refuseOne(bench, proposal)}><Icon name="close" size={14} /></button>
        </>
      ) : null}
    </div>
  );
}
