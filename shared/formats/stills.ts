import type { Rect } from '../geometry/rect.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { AttributeValue } from '../model/ontology.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { DocumentRecord, Keyframe, LabelRecord, Proof, Track } from '../model/records.ts';
import type { FormatDocument, FormatItem } from './format.ts';
import { stemOf } from './files/look.ts';
import { framesOfClip } from './framesOfClip.ts';
import type { Note, Report } from './report.ts';

const note = (fate: Note['fate'], code: string, sentence: string): Note => ({ fate, code: `formats/${code}`, sentence });

const notes = {
  clip: note('approximated', 'clip-frames', 'Of a clip, every labelled frame is written as a picture of its own.'),
  deletedFrame: note('dropped', 'deleted-frame', 'Labelled frames that were left out of a clip are not written.'),
  hidden: note('dropped', 'outside-view', 'Things marked as outside the view are left out.'),
  frames: note('dropped', 'later-frames', 'Positions on later frames are left out.'),
  flag: note('dropped', 'flag', 'Flags of the Calibration Log are left out.'),
  conflict: note('dropped', 'conflict', 'Open conflicts are left out; the value in force is written.'),
  proposal: note('dropped', 'proposal', 'Proposals of models that nobody has answered are left out; they are no labels.'),
  relation: note('dropped', 'relation', 'Relations between things are left out; the format has no place for them.'),
  lost: note('dropped', 'no-track', 'Positions whose thing is missing are left out.'),
} as const;

const losses = {
  attributes: note('dropped', 'lost-attributes', 'Attributes are left out; the format has no place for them.'),
  occluded: note('dropped', 'lost-occluded', 'The mark “occluded” is left out; the format has no place for it.'),
  truncated: note('dropped', 'lost-truncated', 'The mark “truncated” is left out; the format has no place for it.'),
  difficult: note('dropped', 'lost-difficult', 'The mark “difficult” is left out; the format has no place for it.'),
  note: note('dropped', 'lost-note', 'Notes on things are left out; the format has no place for them.'),
  group: note('dropped', 'lost-group', 'Groups are left out; the format has no place for them.'),
} as const;

export const WRITTEN = note('kept', 'written', 'Things are written.');
const NO_LABEL_NOTE = note('approximated', 'no-label', 'Things without a label are written under the name “(no label)”.');
export const NO_LABEL = '(no label)';

const BOUNDS = note('approximated', 'box-around', 'Everything but upright boxes is written as the upright box around it.');
const NO_BOX = note('dropped', 'no-box', 'Tags are left out; the format has only boxes.');

/** What some formats can say of a thing beside its shape and label. */
export type Trait = keyof typeof losses;

/** One thing on one picture. */
export interface Still {
  readonly track: Track;
  readonly keyframe: Keyframe;
  readonly shape: Shape;
}

/** A picture to be written: an item, or one labelled frame of a clip. */
export interface StillPicture {
  readonly item: FormatItem;
  /** The item's own name, or one made of it and the frame. */
  readonly name: string;
  readonly frame: number | null;
  readonly proof: Proof | null;
  readonly things: readonly Still[];
}

/** For formats that know pictures only: the pictures of a document, things in painting order, and a line for what is on none. */
export function stillPictures(document: FormatDocument, report: Report): readonly StillPicture[] {
  const { item } = document;
  noteOthers(document, report);
  const clip = framesOfClip(document);
  if (clip === null) return [{ item, name: item.name, frame: null, proof: null, things: thingsOf(document.records, item, report) }];
  report.note(notes.clip, item.name);
  if (clip.deleted > 0) report.note(notes.deletedFrame, item.name, clip.deleted);
  return clip.frames.map(({ frame, proof, records }) => ({ item, name: `${stemOf(item.name)}_${String(frame).padStart(6, '0')}.png`, frame, proof, things: thingsOf(records, item, report) }));
}

function thingsOf(records: readonly DocumentRecord[], item: FormatItem, report: Report): readonly Still[] {
  const first = new Map<string, Keyframe>();
  for (const record of records) {
    if (record.type !== 'keyframe') continue;
    if (record.frame === 0) first.set(record.track, record);
    else report.note(notes.frames, item.name);
  }
  const things: Still[] = [];
  for (const track of records.filter((record) => record.type === 'track').toSorted((a, b) => a.z - b.z || (a.id < b.id ? -1 : 1))) {
    const keyframe = first.get(track.id);
    first.delete(track.id);
    if (keyframe?.shape === null) report.note(notes.hidden, item.name);
    else if (keyframe !== undefined) things.push({ track, keyframe, shape: keyframe.shape });
  }
  if (first.size > 0) report.note(notes.lost, item.name, first.size);
  return things;
}

/** The upright box around a thing, for formats that have nothing else; null, with a line, for what has no place. */
export function boxAround({ shape }: Still, example: string, report: Report): Rect | null {
  const bounds = kindOf(shape).bounds(shape);
  if (bounds === null) report.note(NO_BOX, example);
  else if (shape.kind !== 'box' || shape.angle !== 0) report.note(BOUNDS);
  if (bounds !== null) report.note(WRITTEN);
  return bounds;
}

/** Says what on a document no file of labels carries. */
export function noteOthers({ item, records }: FormatDocument, report: Report): void {
  for (const record of records) {
    if (record.type === 'flag') report.note(notes.flag, item.name);
    else if (record.type === 'proposal' && record.verdict === null) report.note(notes.proposal, item.name);
    else if (record.type === 'relation') report.note(notes.relation, item.name);
    else if (record.type === 'conflict' && record.state === 'open') report.note(notes.conflict, item.name);
  }
}

/** A line for everything a thing carries and the format does not; `keeps` is what it does. */
export function noteLosses({ track, keyframe }: Pick<Still, 'track' | 'keyframe'>, keeps: readonly Trait[], report: Report): void {
  const has: Readonly<Record<Trait, boolean>> = {
    attributes: [...attributesOf(track), ...attributesOf(keyframe)].length > 0,
    occluded: keyframe.occluded, truncated: keyframe.truncated, difficult: track.difficult, note: track.note !== null, group: track.group !== null,
  };
  for (const trait of Object.keys(losses) as Trait[]) if (has[trait] && !keeps.includes(trait)) report.note(losses[trait]);
}

/** Attributes that have a value, by their plain key. */
export function attributesOf(record: Track | Keyframe): readonly (readonly [key: string, value: NonNullable<AttributeValue>])[] {
  return Object.entries(record).flatMap(([key, value]) => (key.startsWith('a:') && isValue(value) ? [[key.slice(2), value] as const] : []));
}

function isValue(value: unknown): value is NonNullable<AttributeValue> {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The classes of a file, numbered from 0 in the order of the labels; things without one get a class of their own at the end. */
export class Classes {
  readonly #names: string[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #report: Report;

  constructor(labels: readonly LabelRecord[], report: Report) {
    const sorted = inOrder(labels);
    this.#names = sorted.map(({ name }) => name);
    this.#numbers = new Map(sorted.map(({ id }, index) => [id, index]));
    this.#report = report;
  }

  /** Complete when the last thing was asked for. */
  get names(): readonly string[] {
    return this.#names;
  }

  numberOf({ label }: Track, example: string): number {
    const known = label === null ? undefined : this.#numbers.get(label);
    if (known !== undefined) return known;
    this.#report.note(NO_LABEL_NOTE, example);
    if (this.#names.length === this.#numbers.size) this.#names.push(NO_LABEL);
    return this.#names.length - 1;
  }

  nameOf(track: Track, example: string): string {
    return this.#names[this.numberOf(track, example)] ?? NO_LABEL;
  }
}

export function inOrder(labels: readonly LabelRecord[]): readonly LabelRecord[] {
  return labels.toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}
