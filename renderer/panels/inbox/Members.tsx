import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { linkFlags } from '#shared/edits/linkFlags.ts';
import type { FlagId } from '#shared/model/ids.ts';
import type { FlagRow } from '../../commands/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { BlobImage } from '../BlobImage.tsx';
import { useBench } from '../benchContext.ts';
import type { InboxGroup } from './inboxRows.ts';
import { DECISIONS, type Decisions } from './useDecisions.ts';

interface MembersProps {
  readonly group: InboxGroup;
  /** Groups that are to be answered together with it. */
  readonly others: readonly InboxGroup[];
  readonly shown: FlagRow;
  readonly decisions: Decisions;
  readonly onShow: (flag: FlagId) => void;
}

/** The questions one answer is about to settle: why they are together, and what the answer means for each. */
export function Members({ group, others, shown, decisions, onShow }: MembersProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const rows = [group, ...others].flatMap((one) => one.rows);
  const ids = (of: readonly FlagRow[]): FlagId[] => of.map(({ flag }) => flag.id);
  const isOwn = group.rows.includes(shown);
  const why = [...group.because.map((respect) => t(`because.${respect}`)), ...(group.byHand ? [t('because.hand')] : [])];
  return (
    <section className="inbox-members" aria-label={t('inbox.members')}>
      <div className="row">
        <span className="grow small muted">{why.length === 0 ? '' : t('inbox.why', { why: why.join(', ') })}</span>
        {others.length === 0 ? null : <Button icon="merge" onClick={() => void bench.deeds.commit(linkFlags, { of: ids(group.rows), to: ids(others.flatMap((one) => one.rows)), same: true })}>{t('inbox.join')}</Button>}
        {isOwn && group.rows.length > 1 ? <Button onClick={() => void bench.deeds.commit(linkFlags, { of: [shown.flag.id], to: ids(group.rows), same: false })}>{t('inbox.part')}</Button> : null}
      </div>
      <Strip rows={rows} shown={shown} decisions={decisions} onShow={onShow} />
      <div className="segmented" role="group" aria-label={t('inbox.decision')}>
        {DECISIONS.map((decision) => <button key={decision} type="button" aria-pressed={decisions.of(shown.flag.id) === decision} onClick={() => decisions.decide(shown.flag.id, decision)}>{t(`decision.${decision}`)}</button>)}
      </div>
    </section>
  );
}

/** One picture for each question. Arrow keys go through them. */
function Strip({ rows, shown, decisions, onShow }: { readonly rows: readonly FlagRow[]; readonly shown: FlagRow; readonly decisions: Decisions; readonly onShow: (flag: FlagId) => void }) {
  const { t } = useTranslation();
  const strip = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by === undefined ? undefined : rows[rows.indexOf(shown) + by];
    if (next === undefined) return;
    event.preventDefault();
    onShow(next.flag.id);
    strip.current?.querySelectorAll('button')[rows.indexOf(next)]?.focus();
  };
  return (
    <div ref={strip} className="inbox-strip" role="group" aria-label={t('inbox.members')}>
      {rows.map((row, at) => (
        <button key={row.flag.id} type="button" className={`inbox-member ${decisions.of(row.flag.id)}`} aria-pressed={row === shown} tabIndex={row === shown ? 0 : -1} onKeyDown={onKeyDown} onClick={() => onShow(row.flag.id)} aria-label={t('inbox.member', { number: at + 1, words: row.flag.text, decision: t(`decision.${decisions.of(row.flag.id)}`) })}>
          {row.flag.crop === null ? null : <BlobImage sha256={row.flag.crop} alt="" />}
        </button>
      ))}
    </div>
  );
}
