import { useTranslation } from 'react-i18next';
import type { Track } from '#shared/model/records.ts';
import { useWork } from '../benchContext.ts';

/** What a thing is called where there is no room for more: its label and its kind. */
export function ThingName({ track }: { readonly track: Track }) {
  const { t } = useTranslation();
  const label = useWork((work) => work.labels.find(({ id }) => id === track.label) ?? null);
  return (
    <>
      <span className="swatch" style={{ background: label?.color ?? 'transparent' }} />
      <span className="cut">{label?.name ?? t('objects.unlabelled')}</span>
      <span className="muted small">{t(`kind.${track.kind}`)}</span>
    </>
  );
}
