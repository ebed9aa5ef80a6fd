import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setLabelAttributes, setLabelKinds } from '#shared/edits/labels.ts';
import { kindName, type Attribute } from '#shared/model/ontology.ts';
import type { LabelRecord } from '#shared/model/records.ts';
import { Button } from '../../ui/Button.tsx';
import { useBench } from '../benchContext.ts';
import { AttributeCard } from './AttributeCard.tsx';
import { changedAttribute, withAttribute, withoutAttribute } from './attributeSteps.ts';
import './attributes.css';

/** What a label asks of its objects, and which shapes may have it. Each step is a change that can be undone. */
export function LabelDetails({ label }: { readonly label: LabelRecord }) {
  const { t } = useTranslation();
  const bench = useBench();
  const [name, setName] = useState('');
  const set = (attributes: readonly Attribute[]): boolean => bench.deeds.commit(setLabelAttributes, { label: label.id, attributes });
  return (
    <section className="label-details" aria-label={t('labels.details', { name: label.name })}>
      <Kinds label={label} />
      {label.attributes.map((attribute) => (
        <AttributeCard key={attribute.key} attribute={attribute} onChange={(part) => void set(changedAttribute(label.attributes, attribute.key, part))} onRemove={() => void set(withoutAttribute(label.attributes, attribute.key))} />
      ))}
      <form className="attribute-add" onSubmit={(event) => { event.preventDefault(); if (set(withAttribute(label.attributes, name))) setName(''); }}>
        <input className="input" value={name} maxLength={80} placeholder={t('attributes.new')} aria-label={t('attributes.new')} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" icon="plus" disabled={name.trim() === ''}>{t('attributes.add')}</Button>
      </form>
    </section>
  );
}

function Kinds({ label }: { readonly label: LabelRecord }) {
  const { t } = useTranslation();
  const bench = useBench();
  const flip = (kind: (typeof kindName.options)[number]): void => {
    const kinds = label.kinds.includes(kind) ? label.kinds.filter((one) => one !== kind) : [...label.kinds, kind];
    bench.deeds.commit(setLabelKinds, { label: label.id, kinds });
  };
  return (
    <fieldset className="label-kinds">
      <legend>{t('labels.kinds')}</legend>
      {kindName.options.map((kind) => <label key={kind} className="check"><input type="checkbox" checked={label.kinds.includes(kind)} onChange={() => flip(kind)} />{t(`kind.${kind}`)}</label>)}
    </fieldset>
  );
}
