import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/Field.tsx';
import type { Reflecting } from './useReflection.ts';

/** The most important thing that was seen, and what the models' people should know. Both may stay empty. */
export function WordsStep({ reflecting: { current, set } }: { readonly reflecting: Reflecting }) {
  const { t } = useTranslation();
  return (
    <>
      <Field name={t('reflection.highlight')}>{(own) => <textarea {...own} className="input" rows={3} maxLength={2000} dir="auto" defaultValue={current?.highlight ?? ''} onBlur={(event) => set({ highlight: event.target.value })} />}</Field>
      <Field name={t('reflection.insight')}>{(own) => <textarea {...own} className="input" rows={3} maxLength={2000} dir="auto" defaultValue={current?.insight ?? ''} onBlur={(event) => set({ insight: event.target.value })} />}</Field>
    </>
  );
}
