import { useTranslation } from 'react-i18next';
import { revisionSize, type RevisionSize } from '#shared/model/guideline.ts';
import { Field } from '../../ui/Field.tsx';

/** How much a revision changes; it decides which part of the version rises. */
export function SizeChoice({ size, onSize }: { readonly size: RevisionSize; readonly onSize: (size: RevisionSize) => void }) {
  const { t } = useTranslation();
  return (
    <Field name={t('guideline.size')}>
      {(own) => <select {...own} className="input" value={size} onChange={(event) => onSize(revisionSize.catch('minor').parse(event.target.value))}>{revisionSize.options.map((one) => <option key={one} value={one}>{t(`revisionSize.${one}`)}</option>)}</select>}
    </Field>
  );
}
