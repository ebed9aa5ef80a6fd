import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { useBench, useWork } from '../benchContext.ts';
import { nextColor } from './nextColor.ts';

export function AddLabel() {
  const { t } = useTranslation();
  const bench = useBench();
  const labels = useWork((work) => work.labels);
  const [name, setName] = useState('');
  const add = (): void => {
    const id = bench.deeds.addLabel(name, nextColor(labels.map(({ color }) => color)));
    if (id === null) return;
    setName('');
    bench.session.setState({ label: id });
  };
  return (
    <form className="label-add" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <input className="input" value={name} maxLength={80} placeholder={t('labels.new')} aria-label={t('labels.new')} onChange={(event) => setName(event.target.value)} />
      <Button type="submit" icon="plus" disabled={name.trim() === ''}>{t('labels.add')}</Button>
    </form>
  );
}
