import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { WHY_TAGS } from '#shared/reflection/shares.ts';
import { Field } from '../../ui/Field.tsx';
import { useBench, useWork } from '../benchContext.ts';
import type { Reflecting } from './useReflection.ts';

const EFFORTS = [1, 2, 3, 4, 5, 6, 7] as const;
const MOST_HARDEST = 3;

/** One task of the week on the canvas: how hard it was, and why. Why it was chosen is told only after it is rated. */
export function CardStep({ reflecting, at }: { readonly reflecting: Reflecting; readonly at: number }) {
  const { t } = useTranslation();
  const bench = useBench();
  const card = reflecting.current?.cards[at];
  const row = useWork((work) => work.rows.find(({ task }) => task === card?.task) ?? null);
  const task = row?.task ?? null;
  useEffect(() => {
    if (task !== null) void bench.deeds.openTask(task);
  }, [bench, task]);
  if (card === undefined) return null;
  const set = (some: Parameters<Reflecting['answer']>[1]): void => reflecting.answer(card.task, some);
  const flip = (tag: string): void => set({ tags: card.tags.includes(tag) ? card.tags.filter((one) => one !== tag) : [...card.tags, tag] });
  const hardest = reflecting.current?.cards.filter((one) => one.hardest).length ?? 0;
  return (
    <>
      <p className="cut task-name">{row?.item.name ?? t('reflection.away')}</p>
      <fieldset className="reflection-effort">
        <legend>{t('reflection.effort')}</legend>
        <div className="segmented">{EFFORTS.map((effort) => <button key={effort} type="button" aria-pressed={card.effort === effort} onClick={() => set({ effort })}>{effort}</button>)}</div>
        <span className="small muted">{t('reflection.effort.ends')}</span>
      </fieldset>
      {card.effort === null ? null : <>
        <p className="small muted" role="status">{t(`stratum.${card.why}`)}</p>
        <label className="row"><input type="checkbox" checked={card.hardest} disabled={!card.hardest && hardest >= MOST_HARDEST} onChange={(event) => set({ hardest: event.target.checked })} />{t('reflection.hardest')}</label>
        <div className="row wrap" role="group" aria-label={t('reflection.why')}>{WHY_TAGS.map((tag) => <button key={tag} type="button" className="filter" aria-pressed={card.tags.includes(tag)} onClick={() => flip(tag)}>{t(`whyTag.${tag}`)}</button>)}</div>
        {card.tags.includes('look') ? <p className="notice plain">{t('reflection.look')}</p> : null}
        <Field name={t('reflection.comment')}>{(own) => <textarea {...own} className="input" rows={2} maxLength={2000} dir="auto" defaultValue={card.comment} onBlur={(event) => set({ comment: event.target.value })} />}</Field>
      </>}
    </>
  );
}
