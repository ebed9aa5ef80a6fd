import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Keyframe, Track } from '../model/records.ts';
import { shapeAt } from '../model/shapeAt.ts';
import type { Subject } from './evaluate.ts';
import type { NumberName } from './syntax.ts';

/** What the document does not know: how it is looked at. */
export interface Watching {
  readonly frame: number;
  readonly hidden: ReadonlySet<TrackId>;
  readonly selected: ReadonlySet<TrackId>;
  readonly inConflict: ReadonlySet<TrackId>;
}

/** A track of a document as something that can be asked about. */
export function trackSubject(document: ReadDocument, track: Track, watching: Watching): Subject {
  const key = (): Keyframe | undefined => document.keyframesOf(track.id).findLast(({ frame }) => frame <= watching.frame);
  const label = (): string | null => {
    const record = track.label === null ? undefined : document.get(track.label);
    return record?.type === 'label' ? record.name : null;
  };
  const attribute: Subject['attribute'] = (name) => track[`a:${name}`] ?? key()?.[`a:${name}`] ?? null;
  return {
    attribute,
    number: (name) => numberOf(name, document, { track, frame: watching.frame }),
    text: (name) => ({ label, kind: () => track.kind, note: () => track.note, id: () => track.id })[name](),
    words: () => [label() ?? '', track.kind, track.note ?? '', ...Object.entries(track).filter(([field]) => field.startsWith('a:')).map(([, value]) => String(value))],
    flag: (name) => {
      switch (name) {
        case 'occluded':
          return key()?.occluded === true;
        case 'truncated':
          return key()?.truncated === true;
        case 'difficult':
        case 'locked':
        case 'pinned':
          return track[name];
        case 'hidden':
          return watching.hidden.has(track.id);
        case 'conflict':
          return watching.inConflict.has(track.id);
        case 'selected':
          return watching.selected.has(track.id);
      }
    },
  };
}

function numberOf(name: NumberName, document: ReadDocument, { track, frame }: { readonly track: Track; readonly frame: number }): number | null {
  if (name === 'z') return track.z;
  const shape = shapeAt(document, track.id, frame);
  if (shape === null) return null;
  const kind = kindOf(shape);
  if (name === 'area') return kind.area(shape);
  if (name === 'vertices') return kind.handles(shape).filter(({ role }) => role === 'vertex' || role === 'corner').length;
  const bounds = kind.bounds(shape);
  if (bounds === null) return null;
  return { x: bounds.minX, y: bounds.minY, width: bounds.maxX - bounds.minX, height: bounds.maxY - bounds.minY }[name];
}
