import { kindOf } from '#shared/model/kinds/registry.ts';
import type { ReadDocument } from '#shared/model/document.ts';
import type { TrackId } from '#shared/model/ids.ts';
import type { LabelRecord, Track } from '#shared/model/records.ts';
import { shapeAt } from '#shared/model/shapeAt.ts';

export const SORTS = ['painting', 'label', 'kind', 'area', 'place'] as const;
export type Sort = (typeof SORTS)[number];
export const GROUPINGS = ['none', 'label', 'kind', 'group'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A row of the list: a thing, or the head of those that belong together. */
export type ListRow =
  | { readonly type: 'object'; readonly key: string; readonly track: Track }
  | { readonly type: 'group'; readonly key: string; readonly track: Track; readonly tracks: readonly TrackId[]; readonly folded: boolean };

export interface Arrangement {
  readonly sort: Sort;
  readonly grouping: Grouping;
  readonly folded: ReadonlySet<string>;
}

interface Known {
  readonly document: ReadDocument;
  readonly frame: number;
  readonly labels: readonly LabelRecord[];
}

/** The rows of a list of things, which come topmost first. Sorting keeps that order among equals. */
export function listRows(tracks: readonly Track[], { sort, grouping, folded }: Arrangement, known: Known): readonly ListRow[] {
  const places = new Map(known.labels.map(({ id }, at) => [id, at]));
  const place = ({ label }: Track): number => (label === null ? Infinity : (places.get(label) ?? Infinity));
  const sorted = sort === 'painting' ? tracks : byKey(tracks, sort === 'label' ? place : sort === 'kind' ? ({ kind }) => kind : (track) => measured(track, sort, known));
  if (grouping === 'none') return sorted.map(objectRow);
  const groups = new Map<string, Track[]>();
  for (const track of sorted) {
    const key = keyOf(track, grouping);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [track]);
    else own.push(track);
  }
  const heads = byKey([...groups], ([, own]) => (own[0] === undefined ? '' : grouping === 'label' ? place(own[0]) : grouping === 'group' ? (own[0].group ?? Infinity) : own[0].kind));
  return heads.flatMap(([key, own]) => groupRows(key, own, folded.has(key)));
}

function keyOf({ label, kind, group }: Track, grouping: Exclude<Grouping, 'none'>): string {
  if (grouping === 'label') return label ?? '';
  return grouping === 'group' ? String(group ?? '') : kind;
}

function groupRows(key: string, own: readonly Track[], folded: boolean): readonly ListRow[] {
  const [first] = own;
  if (first === undefined) return [];
  const head: ListRow = { type: 'group', key: `group ${key}`, track: first, tracks: own.map(({ id }) => id), folded };
  return folded ? [head] : [head, ...own.map(objectRow)];
}

function objectRow(track: Track): ListRow {
  return { type: 'object', key: track.id, track };
}

/** Larger areas first; places from the top, then from the left. */
function measured(track: Track, sort: 'area' | 'place', { document, frame }: Known): number {
  const shape = shapeAt(document, track.id, frame);
  if (shape === null) return Infinity;
  if (sort === 'area') return -kindOf(shape).area(shape);
  const bounds = kindOf(shape).bounds(shape);
  return bounds === null ? Infinity : Math.round(bounds.minY) * 1e6 + bounds.minX;
}

/** Each key is computed once: a comparison is made many times. */
function byKey<T>(items: readonly T[], keyOf: (item: T) => number | string): readonly T[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}

/** The thing a move of the row in hand leads to: heads of groups are stepped over. */
export function objectNear(rows: readonly ListRow[], at: number, from: number): Track | null {
  const by = at < from ? -1 : 1;
  for (const way of [by, -by]) {
    for (let index = at; index >= 0 && index < rows.length; index += way) {
      const row = rows[index];
      if (row?.type === 'object') return row.track;
    }
  }
  return null;
}
