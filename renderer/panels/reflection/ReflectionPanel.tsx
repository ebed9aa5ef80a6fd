import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useBench, useScreen } from '../benchContext.ts';
import { useListeners } from '../useListeners.ts';
import { CardStep } from './CardStep.tsx';
import { ShareStep } from './ShareStep.tsx';
import { useReflection, type Reflecting } from './useReflection.ts';
import { WordsStep } from './WordsStep.tsx';
import './reflection.css';

/** The look back on a week, beside the canvas: the cards, a few words, and what is to be shared. */
export function ReflectionPanel() {
  const open = useScreen((screen) => screen.reflecting);
  const reflecting = useReflection();
  return open ? <Opened reflecting={reflecting} /> : null;
}

function Opened({ reflecting }: { readonly reflecting: Reflecting }) {
  const { t } = useTranslation();
  const bench = useBench();
  const own = useRef<HTMLElement>(null);
  const { current, enough, begin } = reflecting;
  const close = (): void => {
    bench.screen.setState({ reflecting: false });
    bench.work.getState().stage?.focus();
  };
  useEffect(() => own.current?.focus({ preventScroll: true }), []);
  useListeners(own, { keydown: ({ key }) => (key === 'Escape' ? close() : undefined) });
  return (
    <section ref={own} className="reflection-panel" tabIndex={-1} aria-label={t('reflection.title')} data-own-keys>
      <header className="row">
        <h2 className="grow">{t('reflection.title')}</h2>
        <IconButton icon="close" small name={t('reflection.close')} onClick={close} />
      </header>
      {current?.state === 'done' ? <Empty icon="done" title={t('reflection.done')}>{t('reflection.done.about')}</Empty>
        : current === null || current.cards.length === 0 ? <Empty icon="list" title={t(enough ? 'reflection.ready' : 'reflection.few')}>{enough ? <Button look="primary" onClick={() => begin('open')}>{t('reflection.begin')}</Button> : t('reflection.few.about')}</Empty>
          : <Steps reflecting={reflecting} cards={current.cards.length} />}
    </section>
  );
}

function Steps({ reflecting, cards }: { readonly reflecting: Reflecting; readonly cards: number }) {
  const { t } = useTranslation();
  const [step, setStep] = useState(0);
  const last = cards + 1;
  return (
    <>
      <p className="small muted" role="status">{t('reflection.step', { step: step + 1, steps: last + 1 })}</p>
      {step < cards ? <CardStep key={step} reflecting={reflecting} at={step} /> : step === cards ? <WordsStep reflecting={reflecting} /> : <ShareStep reflecting={reflecting} />}
      <div className="row">
        <Button disabled={step === 0} onClick={() => setStep(step - 1)}>{t('reflection.back')}</Button>
        {step === last ? null : <Button look="primary" onClick={() => setStep(step + 1)}>{t('reflection.next')}</Button>}
      </div>
    </>
  );
}
