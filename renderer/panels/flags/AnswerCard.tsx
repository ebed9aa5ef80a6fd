import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlagRow } from '../../commands/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { useListeners } from '../useListeners.ts';
import './flags.css';

/** The answer to my flag, on top of the task it came back to. */
export function AnswerCard() {
  const me = useWork((work) => work.me);
  const task = useWork((work) => work.open?.task ?? null);
  const row = useWork((work) => work.flags.find(({ flag, answer }) => flag.task === task && flag.author === me && answer !== null && flag.verdict === null) ?? null);
  return row === null ? null : <Card key={row.flag.id} row={row} />;
}

function Card({ row }: { readonly row: FlagRow }) {
  const { t } = useTranslation();
  const bench = useBench();
  const own = useRef<HTMLElement>(null);
  const [why, setWhy] = useState(false);
  const { flag, answer } = row;
  useEffect(() => own.current?.focus(), []);
  const clear = (): void => {
    bench.deeds.judge(flag, 'clear', null);
    bench.work.getState().stage?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (why || event.target !== own.current) return;
    if (event.key === 'Enter') clear();
    else if (event.key.toLowerCase() === 'r') setWhy(true);
    else return;
    event.preventDefault();
  };
  useListeners(own, { keydown: onKeyDown });
  if (answer === null) return null;
  return (
    <section ref={own} className="answer-card" tabIndex={-1} aria-label={t('answer.title')}>
      <p className="small muted">{[t('answer.to'), ...flag.tags, flag.text].filter((part) => part !== '').join(' · ')}</p>
      <p className="answer-rule">{answer.rule}</p>
      {answer.explanation === '' ? null : <p className="answer-words">{answer.explanation}</p>}
      <p className="small muted">{t(`effect.${answer.effect}`)}</p>
      {why ? <Reason onSay={(reason) => bench.deeds.judge(flag, 'does_not_help', reason)} onBack={() => setWhy(false)} /> : (
        <div className="row">
          <Button look="primary" icon="check" onClick={clear}>{t('answer.clear')}<Kbd keys="Enter" /></Button>
          <Button onClick={() => setWhy(true)}>{t('answer.unhelpful')}<Kbd keys="r" /></Button>
        </div>
      )}
    </section>
  );
}

function Reason({ onSay, onBack }: { readonly onSay: (reason: string) => void; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const own = useRef<HTMLInputElement>(null);
  const [reason, setReason] = useState('');
  useEffect(() => own.current?.focus(), []);
  return (
    <form className="stack tight" onSubmit={(event) => { event.preventDefault(); onSay(reason); }}>
      <input ref={own} className="input" onKeyDown={(event) => { if (event.key === 'Escape') onBack(); }} value={reason} maxLength={4000} aria-label={t('answer.reason')} placeholder={t('answer.reason')} onChange={(event) => setReason(event.target.value)} />
      <div className="row">
        <Button type="submit" look="primary" disabled={reason.trim() === ''}>{t('answer.send')}</Button>
        <Button look="plain" onClick={onBack}>{t('dialog.cancel')}</Button>
      </div>
    </form>
  );
}
