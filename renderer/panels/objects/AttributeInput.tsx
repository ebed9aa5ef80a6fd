import { useTranslation } from 'react-i18next';
import type { Attribute, AttributeValue } from '#shared/model/ontology.ts';
import { LateText } from '../../ui/LateText.tsx';

/** A value that all selected objects have, or the news that they differ. */
export interface Shared<T> {
  readonly mixed: boolean;
  readonly value: T | null;
}

interface AttributeInputProps {
  readonly attribute: Attribute;
  readonly shared: Shared<AttributeValue>;
  readonly disabled: boolean;
  readonly onChange: (value: AttributeValue) => void;
}

export function AttributeInput(props: AttributeInputProps) {
  const { attribute, shared, disabled, onChange } = props;
  if (attribute.input === 'checkbox') {
    return (
      <label className="check">
        <input type="checkbox" checked={shared.value === true} disabled={disabled} ref={(input) => { if (input !== null) input.indeterminate = shared.mixed; }} onChange={(event) => onChange(event.target.checked)} />
        {attribute.name}
      </label>
    );
  }
  if (attribute.input === 'radio') return <Radios {...props} />;
  return (
    <label className="field">
      <span>{attribute.name}{attribute.required ? <Required /> : null}</span>
      {attribute.input === 'select' ? <Choice {...props} /> : <LateText type={attribute.input} disabled={disabled} value={String(shared.value ?? '')} onSettle={(text) => onChange(typedValue(attribute, text))} />}
    </label>
  );
}

function typedValue(attribute: Attribute, text: string): AttributeValue {
  if (text === '') return null;
  return attribute.input === 'number' ? Number(text) : text;
}

function Required() {
  const { t } = useTranslation();
  return <span className="muted"> {t('objects.required')}</span>;
}

/** A value that is set and that the label does not offer any more stays, and is marked. */
function strayOf({ values }: Attribute, value: AttributeValue): string | null {
  return value === null || values.includes(String(value)) ? null : String(value);
}

function Choice({ attribute, shared, disabled, onChange }: AttributeInputProps) {
  const { t } = useTranslation();
  const stray = strayOf(attribute, shared.value);
  return (
    <select className="input" disabled={disabled} value={shared.value === null ? '' : String(shared.value)} onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}>
      <option value="">{t(shared.mixed ? 'objects.mixed' : 'objects.unset')}</option>
      {stray === null ? null : <option value={stray} disabled>{t('objects.valueGone', { value: stray })}</option>}
      {attribute.values.map((value) => <option key={value} value={value}>{value}</option>)}
    </select>
  );
}

function Radios({ attribute, shared, disabled, onChange }: AttributeInputProps) {
  const { t } = useTranslation();
  const stray = strayOf(attribute, shared.value);
  return (
    <fieldset className="radios" disabled={disabled}>
      <legend>{attribute.name}</legend>
      {attribute.values.map((value) => (
        <label key={value} className="check">
          <input type="radio" name={`attribute-${attribute.key}`} checked={shared.value === value} onChange={() => onChange(value)} />
          {value}
        </label>
      ))}
      {stray === null ? null : <span className="small field-problem">{t('objects.valueGone', { value: stray })}</span>}
    </fieldset>
  );
}
