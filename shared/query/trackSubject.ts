import type { ReadDocument } from '../model/document.ts';
import type { TrackId } from '../model/ids.ts';
import { flawOf, type Flaw } from '../model/kinds/flaws.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Keyframe, Track } from '../model/records.ts';
import { keyHolding, shapeAt } from '../model/shapeAt.ts';
import { lifeOf } from '../model/trackLife.ts';
import { valueAt } from '../model/valueAt.ts';
import type { Subject } from './evaluate.ts';
import type { NumberName } from './syntax.ts';

/** What the document does not know: how it is looked at. */
export interface Watching {
  readonly frame: number;
  /** Frames of the clip; 1 of a still picture. */
  readonly frames: number;
  /** Size of the picture; null when it is not known. */
  readonly picture: { readonly width: number; readonly height: number } | null;
  readonly hidden: ReadonlySet<TrackId>;
  readonly selected: ReadonlySet<TrackId>;
  readonly inConflict: ReadonlySet<TrackId>;
}

/** A track of a document as something that can be asked about. */
export function trackSubject(document: ReadDocument, track: Track, watching: Watching): Subject {
  const keys = document.keyframesOf(track.id);
  const key = (): Keyframe | undefined => keyHolding(keys, watching.frame);
  const label = (): string | null => {
    const record = track.label === null ? undefined : document.get(track.label);
    return record?.type === 'label' ? record.name : null;
  };
  const flaw = (): Flaw | null => {
    const shape = shapeAt(document, track.id, watching.frame);
    return shape === null ? null : flawOf(shape, watching.picture);
  };
  const attribute: Subject['attribute'] = (name) => valueAt({ track, keys }, watching.frame, `a:${name}`);
  return {
    attribute,
    number: (name) => numberOf(name, document, { track, watching }),
    text: (name) => (name === 'relation' ? document.relationsOf(track.id).map((relation) => relation.name) : [{ label, kind: () => track.kind, note: () => track.note, id: () => track.id }[name]()].filter((value) => value !== null)),
    words: () => [label() ?? '', track.kind, track.note ?? '', ...document.relationsOf(track.id).map(({ name }) => name), ...Object.entries(track).filter(([field]) => field.startsWith('a:')).map(([, value]) => String(value))],
    flag: (name) => {
      switch (name) {
        case 'occluded':
          return key()?.occluded === true;
        case 'truncated':
          return key()?.truncated === true;
        case 'outside':
          return shapeAt(document, track.id, watching.frame) === null;
        case 'keyframe':
          return key()?.frame === watching.frame;
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
        case 'flawed':
          return flaw() !== null;
        case 'crossing':
        case 'beyond':
          return flaw() === name;
      }
    },
  };
}

function numberOf(name: NumberName, document: ReadDocument, { track, watching: { frame, frames } }: { readonly track: Track; readonly watching: Watching }): number | null {
  if (name === 'z' || name === 'group') return track[name];
  if (name === 'relations') return document.relationsOf(track.id).length;
  if (isOfLife(name)) return lifeNumber(name, document.keyframesOf(track.id), { track, frames });
  const shape = shapeAt(document, track.id, frame);
  if (shape === null) return null;
  const kind = kindOf(shape);
  if (name === 'area') return kind.area(shape);
  if (name === 'vertices') return kind.handles(shape).filter(({ role }) => role === 'vertex' || role === 'corner').length;
  const bounds = kind.bounds(shape);
  if (bounds === null) return null;
  return { x: bounds.minX, y: bounds.minY, width: bounds.maxX - bounds.minX, height: bounds.maxY - bounds.minY }[name];
}

const OF_LIFE = ['jump', 'swell', 'length', 'frames', 'first', 'last', 'gap', 'keyframes'] as const;
type LifeNumber = (typeof OF_LIFE)[number];

function isOfLife(name: NumberName): name is LifeNumber {
  return OF_LIFE.some((one) => one === name);
}

/** What is asked about a thing's whole way through the clip, whichever frame is seen. */
function lifeNumber(name: LifeNumber, keys: readonly Keyframe[], { track, frames }: { readonly track: Track; readonly frames: number }): number | null {
  if (name === 'keyframes') return keys.length;
  const life = lifeOf(keys, track.extent, frames);
  if (life === null) return null;
  return name === 'jump' || name === 'swell' ? life[name].by : life[name];
}
