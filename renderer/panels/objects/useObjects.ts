import { useMemo, useState } from 'react';
import { parseQuery } from '#shared/query/parse.ts';
import { removeTracks } from '#shared/edits/removeTracks.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { LabelId, TrackId } from '#shared/model/ids.ts';
import type { LabelRecord, Track } from '#shared/model/records.ts';
import { disputedTracks, matcherOf, vocabularyOf } from '../../commands/askObjects.ts';
import { pictureSize } from '../../commands/look.ts';
import { regionOf } from '../../commands/object.commands.ts';
import { toggleHidden } from '../../commands/objectState.commands.ts';
import { frameCount } from '../../media/clipState.ts';
import { useBench, useScreen, useSession, useWork } from '../benchContext.ts';
import { listRows, type Grouping, type ListRow, type Sort } from './listRows.ts';

export interface ObjectsView {
  readonly rows: readonly ListRow[];
  /** Topmost first, as far as they are asked for. */
  readonly tracks: readonly Track[];
  readonly total: number;
  readonly conflicts: number;
  readonly sort: Sort;
  readonly grouping: Grouping;
  readonly arrange: (change: { readonly sort?: Sort; readonly grouping?: Grouping }) => void;
  readonly fold: (group: string) => void;
  readonly labelOf: (id: LabelId | null) => LabelRecord | null;
  readonly isHidden: (id: TrackId) => boolean;
  readonly inConflict: (id: TrackId) => boolean;
  readonly hide: (ids: readonly TrackId[]) => void;
  readonly show: (id: TrackId) => void;
  readonly remove: (id: TrackId) => void;
}

const NOTHING: ReadonlySet<TrackId> = new Set();

/** What the object list shows, and what its rows can do. Tags of the whole picture have a place of their own. */
export function useObjects(document: ReadDocument | null): ObjectsView {
  const bench = useBench();
  const labels = useWork((work) => work.labels);
  const hidden = useSession((session) => session.hidden);
  const [{ sort, grouping, folded }, setArrangement] = useState<{ readonly sort: Sort; readonly grouping: Grouping; readonly folded: ReadonlySet<string> }>({ sort: 'painting', grouping: 'none', folded: new Set() });
  const byId = useMemo(() => new Map(labels.map((label) => [label.id, label])), [labels]);
  const { all, found, disputed, now } = useFound(document);
  const frame = useSession((session) => session.frame);
  const rows = useMemo(() => (now.document === null ? [] : listRows(found, { sort, grouping, folded }, { document: now.document, frame, labels })), [found, sort, grouping, folded, now, frame, labels]);
  return {
    rows, tracks: found, total: all.length, conflicts: disputed.size, sort, grouping,
    arrange: (change) => setArrangement((old) => ({ ...old, ...change })),
    fold: (group) => setArrangement((old) => ({ ...old, folded: flipped(old.folded, group) })),
    labelOf: (id) => (id === null ? null : (byId.get(id) ?? null)),
    isHidden: (id) => hidden.has(id),
    inConflict: (id) => disputed.has(id),
    hide: (ids) => toggleHidden(bench, ids),
    show: (id) => {
      const region = regionOf(bench, [id]);
      if (region !== null) bench.work.getState().stage?.show(region);
    },
    remove: (id) => void bench.deeds.commit(removeTracks, { tracks: [id] }),
  };
}

interface Found {
  readonly all: readonly Track[];
  readonly found: readonly Track[];
  readonly disputed: ReadonlySet<TrackId>;
  readonly now: { readonly document: ReadDocument | null };
}

/** The document changes in place; its revision says when it is another one. Selection counts only when it is asked about. */
function useFound(document: ReadDocument | null): Found {
  const revision = useWork((work) => work.revision);
  const labels = useWork((work) => work.labels);
  const question = useScreen((screen) => screen.question);
  const frame = useSession((session) => session.frame);
  const hidden = useSession((session) => session.hidden);
  const asksSelection = useMemo(() => JSON.stringify(parseQuery(question, vocabularyOf(labels)).query).includes('"selected"'), [question, labels]);
  const selection = useSession((session) => (asksSelection ? session.selection : NOTHING));
  const now = useMemo(() => ({ document, revision }), [document, revision]);
  const frames = useWork((work) => frameCount(work.clip));
  const item = useWork((work) => work.open?.item ?? null);
  const picture = useMemo(() => pictureSize(item), [item]);
  const disputed = useMemo(() => (now.document === null ? NOTHING : disputedTracks(now.document)), [now]);
  const all = useMemo(() => (now.document?.tracks() ?? []).filter(({ kind }) => kind !== 'tag').reverse(), [now]);
  const found = useMemo(() => (question === '' || now.document === null ? all : all.filter(matcherOf(question, { document: now.document, labels, frames, picture, session: { frame, hidden, selection } }))), [all, question, now, labels, frames, picture, frame, hidden, selection]);
  return { all, found, disputed, now };
}

function flipped<T>(set: ReadonlySet<T>, one: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}
