import { useTranslation } from 'react-i18next';
import { setMark } from '#shared/edits/setMark.ts';
import { flawOf } from '#shared/model/kinds/flaws.ts';
import { keyHolding, shapeAt } from '#shared/model/shapeAt.ts';
import type { Track } from '#shared/model/records.ts';
import { pictureSize } from '../../commands/look.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import type { ObjectsView } from './useObjects.ts';

interface ObjectRowProps {
  readonly track: Track;
  readonly view: ObjectsView;
}

/** The buttons are for the pointer; the list itself has keys for the same (Space, Enter, Delete), and commands for the marks. */
export function ObjectRow({ track, view }: ObjectRowProps) {
  const { t } = useTranslation();
  const bench = useBench();
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const frame = useSession((session) => session.frame);
  const label = view.labelOf(track.label);
  const hidden = view.isHidden(track.id);
  const document = useDocument();
  const away = document !== null && track.extent === 'span' && shapeAt(document, track.id, frame) === null;
  const name = label?.name ?? t('objects.unlabelled');
  return (
    <div className={hidden || away ? 'object-row dimmed' : 'object-row'}>
      <span className="swatch" style={{ background: label?.color ?? 'transparent' }} />
      <span className={label === null ? 'cut grow muted' : 'cut grow'}>{name}</span>
      {view.inConflict(track.id) ? <span className="badge warn">{t('objects.conflict')}</span> : null}
      {away ? <span className="muted small">{t('objects.away')}</span> : null}
      {track.group === null ? null : <span className="badge" title={t('objects.inGroup', { group: track.group })}>{t('objects.inGroup.short', { group: track.group })}</span>}
      <Marks track={track} />
      <span className="muted small">{t(`kind.${track.kind}`)}</span>
      {track.locked || !readOnly ? <RowButton icon={track.locked ? 'lock' : 'unlock'} quiet={!track.locked} name={t(track.locked ? 'objects.unlock' : 'objects.lock', { name })} onClick={() => void bench.deeds.commit(setMark, { tracks: [track.id], frame, mark: 'locked', on: !track.locked })} /> : null}
      <RowButton icon={hidden ? 'eye-off' : 'eye'} name={t(hidden ? 'objects.show' : 'objects.hide', { name })} onClick={() => view.hide([track.id])} />
      {readOnly ? null : <RowButton icon="trash" name={t('objects.delete', { name })} onClick={() => view.remove(track.id)} />}
    </div>
  );
}

/** Signs of the marks that are set, read by name. */
function Marks({ track }: { readonly track: Track }) {
  const { t } = useTranslation();
  const frame = useSession((session) => session.frame);
  const document = useDocument();
  const item = useWork((work) => work.open?.item ?? null);
  if (document === null) return null;
  const key = keyHolding(document.keyframesOf(track.id), frame);
  const shape = shapeAt(document, track.id, frame);
  const flaw = shape === null ? null : flawOf(shape, pictureSize(item));
  const set: readonly (readonly [IconName, string, boolean])[] = [
    ['pin', t('mark.pinned'), track.pinned], ['occluded', t('mark.occluded'), key?.occluded === true], ['truncated', t('mark.truncated'), key?.truncated === true], ['difficult', t('mark.difficult'), track.difficult],
  ];
  return <>{flaw === null ? null : <span className="row-mark flawed" role="img" aria-label={t(`flaw.${flaw}`)} title={t(`flaw.${flaw}`)}><Icon name="alert" size={13} /></span>}{set.map(([icon, name, on]) => (on ? <span key={icon} className="muted row-mark" role="img" aria-label={name} title={name}><Icon name={icon} size={13} /></span> : null))}</>;
}

interface RowButtonProps {
  readonly icon: IconName;
  readonly name: string;
  readonly onClick: () => void;
  /** Shown only while the row is pointed at. */
  readonly quiet?: boolean;
}

function RowButton({ icon, name, onClick, quiet = false }: RowButtonProps) {
  return (
    <button type="button" className={quiet ? 'icon-button small row-button quiet' : 'icon-button small row-button'} tabIndex={-1} aria-label={name} title={name} onClick={onClick}>
      <Icon name={icon} size={14} />
    </button>
  );
}
