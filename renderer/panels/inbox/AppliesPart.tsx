import { useTranslation } from 'react-i18next';
import type { AppliesWhen } from '#shared/model/guideline.ts';
import { Field } from '../../ui/Field.tsx';
import { useWork } from '../benchContext.ts';
import type { AnswerForm } from './useAnswerForm.ts';

/** To which other things the rule applies: classes and size, clicked together. */
export function AppliesPart({ form: { words, set } }: { readonly form: AnswerForm }) {
  const { t } = useTranslation();
  const labels = useWork((work) => work.labels);
  const { when } = words;
  const change = (some: Partial<AppliesWhen>): void => set({ when: { ...when, ...some } });
  const flip = (id: string): void => change({ labels: when.labels.includes(id) ? when.labels.filter((one) => one !== id) : [...when.labels, id] });
  return (
    <fieldset className="inbox-applies">
      <legend>{t('inbox.applies')}</legend>
      <div className="row wrap">{labels.map(({ id, name }) => <button key={id} type="button" className="filter" aria-pressed={when.labels.includes(id)} onClick={() => flip(id)}>{name}</button>)}</div>
      <div className="row">
        <SideField name={t('inbox.applies.larger')} value={when.largerThan} onValue={(largerThan) => change({ largerThan })} />
        <SideField name={t('inbox.applies.smaller')} value={when.smallerThan} onValue={(smallerThan) => change({ smallerThan })} />
      </div>
    </fieldset>
  );
}

function SideField({ name, value, onValue }: { readonly name: string; readonly value: number | null; readonly onValue: (value: number | null) => void }) {
  return <Field name={name}>{(own) => <input {...own} className="input" type="number" min={1} step={1} value={value ?? ''} onChange={(event) => onValue(Number(event.target.value) > 0 ? Number(event.target.value) : null)} />}</Field>;
}
