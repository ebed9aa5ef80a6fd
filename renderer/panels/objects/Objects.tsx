import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrackId } from '#shared/model/ids.ts';
import type { Track } from '#shared/model/records.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Empty } from '../../ui/Empty.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { useBench, useSession, useWork } from '../benchContext.ts';
import { useDocument } from '../useDocument.ts';
import { ObjectRow } from './ObjectRow.tsx';
import { Selected } from './Selected.tsx';
import { useObjects, type ObjectsView } from './useObjects.ts';
import './objects.css';

export function Objects() {
  const { t } = useTranslation();
  const document = useDocument();
  const [attention, setAttention] = useState(false);
  const view = useObjects(document, attention);
  if (document === null) return <Empty icon="layers" title={t('objects.closed')} />;
  return (
    <div className="side-panel">
      <div className="panel-head">
        <span className="grow small muted">{t('objects.count', { count: view.total, shown: formatNumber(view.total) })}</span>
        {view.conflicts === 0 && !attention ? null : (
          <button type="button" className="filter problem" aria-pressed={attention} onClick={() => setAttention(!attention)}>
            {t('objects.conflicts')}<span className="number">{formatNumber(view.conflicts)}</span>
          </button>
        )}
      </div>
      {view.tracks.length === 0 ? <Empty icon="box" title={t('objects.none')}>{t('objects.none.about')}</Empty> : <List view={view} />}
      <Selected />
    </div>
  );
}

function List({ view }: { readonly view: ObjectsView }) {
  const { t } = useTranslation();
  const bench = useBench();
  const selection = useSession((session) => session.selection);
  const readOnly = useWork((work) => work.open?.readOnly ?? true);
  const current = view.tracks.findIndex(({ id }) => selection.has(id));
  const choose = (id: TrackId, add: boolean): void => bench.session.setState({ selection: toggled(selection, id, add), tool: 'select' });
  const onKey = (event: KeyboardEvent, track: Track): void => {
    if (event.key === 'Delete' && !readOnly) view.remove(track.id);
    else if (event.key === ' ') view.hide(track.id);
    else if (event.key === 'Enter') view.show(track.id);
    else return;
    event.preventDefault();
  };
  return (
    <VirtualList name={t('objects.name')} items={view.tracks} rowHeight={30} keyOf={({ id }) => id} current={current} selected={({ id }) => selection.has(id)} onKey={onKey} onPick={({ id }, _at, event) => choose(id, event.ctrlKey || event.metaKey || event.shiftKey)} onDoubleClick={({ id }) => view.show(id)} onMove={(at) => {
      const track = view.tracks[at];
      if (track !== undefined) choose(track.id, false);
    }}>
      {(track) => <ObjectRow track={track} view={view} />}
    </VirtualList>
  );
}

function toggled(selection: ReadonlySet<TrackId>, id: TrackId, add: boolean): ReadonlySet<TrackId> {
  if (!add) return new Set([id]);
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}
