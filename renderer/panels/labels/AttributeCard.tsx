import { useTranslation } from 'react-i18next';
import { attribute as attributeSchema, type Attribute } from '#shared/model/ontology.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { LateText } from '../../ui/LateText.tsx';
import { AttributeInput } from '../objects/AttributeInput.tsx';
import { valuesOf } from './attributeSteps.ts';

const INPUTS = attributeSchema.shape.input.options;

interface AttributeCardProps {
  readonly attribute: Attribute;
  readonly onChange: (part: Partial<Omit<Attribute, 'key'>>) => void;
  readonly onRemove: () => void;
}

/** One attribute of a label: its name, how it is asked for, what it allows, and what a new object starts with. */
export function AttributeCard({ attribute, onChange, onRemove }: AttributeCardProps) {
  const { t } = useTranslation();
  const { name, input, perFrame, required, fallback } = attribute;
  return (
    <fieldset className="attribute-card">
      <legend className="hidden-text">{name}</legend>
      <div className="attribute-row">
        <LateText value={name} name={t('attributes.name', { name })} onSettle={(next) => onChange({ name: next.trim() })} />
        <select className="input" aria-label={t('attributes.input', { name })} value={input} onChange={(event) => onChange({ input: INPUTS.find((one) => one === event.target.value) ?? input })}>
          {INPUTS.map((one) => <option key={one} value={one}>{t(`attributeInput.${one}`)}</option>)}
        </select>
        <IconButton icon="trash" small name={t('attributes.remove', { name })} onClick={onRemove} />
      </div>
      <Allowed attribute={attribute} onChange={onChange} />
      <AttributeInput attribute={{ ...attribute, key: `default-${attribute.key}`, name: t('attributes.fallback'), required: false }} shared={{ mixed: false, value: fallback }} disabled={false} onChange={(value) => onChange({ fallback: value })} />
      <div className="attribute-row">
        <label className="check"><input type="checkbox" checked={perFrame} onChange={(event) => onChange({ perFrame: event.target.checked })} />{t('attributes.perFrame')}</label>
        <label className="check"><input type="checkbox" checked={required} onChange={(event) => onChange({ required: event.target.checked })} />{t('attributes.required')}</label>
      </div>
    </fieldset>
  );
}

function Allowed({ attribute: { name, input, values, min, max }, onChange }: Omit<AttributeCardProps, 'onRemove'>) {
  const { t } = useTranslation();
  if (input === 'select' || input === 'radio') {
    return <label className="field"><span>{t('attributes.values')}</span><LateText value={values.join(', ')} name={t('attributes.valuesOf', { name })} onSettle={(text) => onChange({ values: valuesOf(text) })} /></label>;
  }
  if (input !== 'number') return null;
  return (
    <div className="attribute-row">
      <label className="field"><span>{t('attributes.min')}</span><LateText type="number" value={String(min ?? '')} onSettle={(text) => onChange({ min: numberOf(text) })} /></label>
      <label className="field"><span>{t('attributes.max')}</span><LateText type="number" value={String(max ?? '')} onSettle={(text) => onChange({ max: numberOf(text) })} /></label>
    </div>
  );
}

function numberOf(text: string): number | null {
  return text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}
