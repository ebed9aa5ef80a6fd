import { useTranslation } from 'react-i18next';
import type { Track } from '#shared/model/records.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { useWork } from '../benchContext.ts';
import type { ObjectsView } from './useObjects.ts';

interface ObjectRowProps {
  readonly track: Track;
  readonly view: ObjectsView;
}

/** The buttons are for the pointer; the list itself has keys for the same (Space, Enter, Delete). */
export function ObjectRow({ track, view }: ObjectRowProps) {
  const { t } = useTranslation();
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const label = view.labelOf(track.label);
  const hidden = view.isHidden(track.id);
  const name = label?.name ?? t('objects.unlabelled');
  return (
    <div className={hidden ? 'object-row dimmed' : 'object-row'}>
      <span className="swatch" style={{ background: label?.color ?? 'transparent' }} />
      <span className={label === null ? 'cut grow muted' : 'cut grow'}>{name}</span>
      {view.inConflict(track.id) ? <span className="badge warn">{t('objects.conflict')}</span> : null}
      <span className="muted small">{t(`kind.${track.kind}`)}</span>
      <RowButton icon={hidden ? 'eye-off' : 'eye'} name={t(hidden ? 'objects.show' : 'objects.hide', { name })} onClick={() => view.hide(track.id)} />
      {readOnly ? null : <RowButton icon="trash" name={t('objects.delete', { name })} onClick={() => view.remove(track.id)} />}
    </div>
  );
}

function RowButton({ icon, name, onClick }: { readonly icon: IconName; readonly name: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="icon-button small row-button" tabIndex={-1} aria-label={name} title={name} onClick={onClick}>
      <Icon name={icon} size={14} />
    </button>
  );
}
