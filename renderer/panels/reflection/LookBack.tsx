import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { useBench } from '../benchContext.ts';
import { useReflection } from './useReflection.ts';
import './reflection.css';

/** Asks once, in the last days of a week, and takes every answer. */
export function LookBack() {
  const { t } = useTranslation();
  const bench = useBench();
  const { due, begin } = useReflection();
  if (!due) return null;
  return (
    <section className="look-back" aria-label={t('reflection.ask')}>
      <p>{t('reflection.ask')} <span className="small muted">{t('reflection.ask.about')}</span></p>
      <div className="row wrap">
        <Button look="primary" onClick={() => { begin('open'); bench.screen.setState({ reflecting: true }); }}>{t('reflection.begin')}</Button>
        <Button onClick={() => begin('later')}>{t('reflection.later')}</Button>
        <Button onClick={() => begin('skipped')}>{t('reflection.skip')}</Button>
        <Button look="plain" onClick={() => begin('never')}>{t('reflection.never')}</Button>
      </div>
    </section>
  );
}
