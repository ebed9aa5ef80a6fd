import type { LabelRecord } from '../model/records.ts';

/** Attribute values that a format has as text, as their label wants them; what the label does not define stays text. */
export function typedValues(found: readonly (readonly [name: string, text: string])[], label: LabelRecord | null): Readonly<Record<string, unknown>> {
  return Object.fromEntries(found.map(([name, text]) => [name, typed(text, label?.attributes.find((one) => one.key === name || one.name === name)?.input)]));
}

function typed(text: string, input: LabelRecord['attributes'][number]['input'] | undefined): unknown {
  if (input === 'checkbox') return /^(true|1|yes)$/i.test(text) ? true : /^(false|0|no|)$/i.test(text) ? false : text;
  if (input === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  return text;
}
