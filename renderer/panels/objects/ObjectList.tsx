import { useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrackId } from '#shared/model/ids.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { objectNear, type ListRow } from './listRows.ts';
import { ObjectRow } from './ObjectRow.tsx';
import type { ObjectsView } from './useObjects.ts';

/** Objects and the heads of their groups. Only what is in view exists. */
export function ObjectList({ view }: { readonly view: ObjectsView }) {
  const { t } = useTranslation();
  const selection = useSession((session) => session.selection);
  const [place, setPlace] = useState<Place | null>(null);
  const last = place?.among === selection ? place.id : [...selection].at(-1);
  const { pick, step, onKey } = useListDeeds(view, setPlace);
  const current = last === undefined ? -1 : view.rows.findIndex(({ type, track }) => type === 'object' && track.id === last);
  return (
    <VirtualList name={t('objects.name')} items={view.rows} rowHeight={30} keyOf={({ key }) => key} current={current} selected={({ type, track }) => type === 'object' && selection.has(track.id)} onKey={onKey} onPick={pick} onDoubleClick={({ type, track }) => { if (type === 'object') view.show(track.id); }} onMove={(at, how) => step(at, current, how)}>
      {(row) => (row.type === 'object' ? <ObjectRow track={row.track} view={view} /> : <GroupHead row={row} view={view} />)}
    </VirtualList>
  );
}

/** Where the keys are when that is not what was selected last; it ends with any other selection. */
interface Place {
  readonly id: TrackId;
  readonly among: ReadonlySet<TrackId>;
}

interface ListDeeds {
  readonly pick: (row: ListRow, at: number, event: MouseEvent) => void;
  readonly step: (at: number, from: number, how: { readonly shift: boolean; readonly ctrl: boolean }) => void;
  readonly onKey: (event: KeyboardEvent, row: ListRow) => void;
}

function useListDeeds(view: ObjectsView, setPlace: (place: Place) => void): ListDeeds {
  const bench = useBench();
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const select = (ids: Iterable<TrackId>): void => bench.session.setState({ selection: new Set(ids), tool: 'select' });
  return {
    pick: (row, at, event) => {
      const { selection } = bench.session.getState();
      const add = event.ctrlKey || event.metaKey;
      if (row.type === 'group') select(add ? [...selection, ...row.tracks] : row.tracks);
      else if (event.shiftKey) select(rangeTo(view.rows, [...selection].at(-1) ?? row.track.id, at));
      else select(add ? flipped(selection, row.track.id) : [row.track.id]);
    },
    step: (at, from, { shift, ctrl }) => {
      const track = objectNear(view.rows, at, from);
      if (track === null) return;
      const { selection } = bench.session.getState();
      if (ctrl) setPlace({ id: track.id, among: selection });
      else select(shift ? extended(selection, rangeTo(view.rows, view.rows[from]?.track.id ?? track.id, at)) : [track.id]);
    },
    onKey: (event, { track, type }) => {
      if (type === 'group') return;
      if (event.key === 'Delete' && !readOnly) view.remove(track.id);
      else if (event.key === ' ' && (event.ctrlKey || event.metaKey)) {
        select(flipped(bench.session.getState().selection, track.id));
        setPlace({ id: track.id, among: bench.session.getState().selection });
      } else if (event.key === ' ') view.hide([track.id]);
      else if (event.key === 'Enter') view.show(track.id);
      else return;
      event.preventDefault();
    },
  };
}

/** From the thing taken last to a row; the row's thing becomes the last. */
function rangeTo(rows: readonly ListRow[], from: TrackId, at: number): readonly TrackId[] {
  const start = rows.findIndex(({ type, track }) => type === 'object' && track.id === from);
  const part = rows.slice(Math.min(start, at), Math.max(start, at) + 1).flatMap((row) => (row.type === 'object' ? [row.track.id] : []));
  return start > at ? part.toReversed() : part;
}

/** What was passed over comes last, in order; going back over what is selected gives it up again. */
function extended(selection: ReadonlySet<TrackId>, way: readonly TrackId[]): readonly TrackId[] {
  const end = way.at(-1);
  const back = end !== undefined && selection.has(end);
  const left = back ? new Set(way.slice(0, -1)) : new Set(way);
  return [...[...selection].filter((id) => !left.has(id) && id !== end), ...(back ? [end] : way)];
}

function flipped(selection: ReadonlySet<TrackId>, id: TrackId): ReadonlySet<TrackId> {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

function GroupHead({ row, view }: { readonly row: Extract<ListRow, { type: 'group' }>; readonly view: ObjectsView }) {
  const { t } = useTranslation();
  const label = view.grouping === 'label' ? view.labelOf(row.track.label) : null;
  const { group, kind } = row.track;
  const names = { none: '', label: label?.name ?? t('objects.unlabelled'), kind: t(`kind.${kind}`), group: group === null ? t('objects.noGroup') : t('objects.inGroup', { group }) };
  const name = names[view.grouping];
  const hidden = row.tracks.every((id) => view.isHidden(id));
  return (
    <div className="object-row group-head">
      <button type="button" className="icon-button small" tabIndex={-1} aria-expanded={!row.folded} aria-label={t('objects.fold', { name })} title={t('objects.fold', { name })} onClick={() => view.fold(row.key.slice('group '.length))}><span className={row.folded ? '' : 'turned'}><Icon name="chevron" size={14} /></span></button>
      {label === null ? null : <span className="swatch" style={{ background: label.color }} />}
      <span className="cut grow">{name}</span>
      <span className="muted small number">{formatNumber(row.tracks.length)}</span>
      <button type="button" className="icon-button small row-button" tabIndex={-1} aria-label={t(hidden ? 'objects.show' : 'objects.hide', { name })} title={t(hidden ? 'objects.show' : 'objects.hide', { name })} onClick={() => view.hide(row.tracks)}><Icon name={hidden ? 'eye-off' : 'eye'} size={14} /></button>
    </div>
  );
}
