import { newProposal } from '../edits/proposalRules.ts';
import type { Uuid } from '../base/id.ts';
import type { LabelId, TrackId } from '../model/ids.ts';
import { kindOf } from '../model/kinds/registry.ts';
import type { Shape } from '../model/kinds/shape.ts';
import type { DocumentRecord, LabelRecord, Proposer } from '../model/records.ts';
import type { Imported, ImportTarget, Size, TargetItem } from './format.ts';
import { sortAttributes } from './importAttributes.ts';
import type { ImportLabels } from './importLabels.ts';
import type { Note, Report } from './report.ts';
import { stillTrack } from './stillTrack.ts';

const THINGS: Note = { fate: 'kept', code: 'formats/read', sentence: 'Things were read.' };
const PROPOSED: Note = { fate: 'kept', code: 'formats/proposed', sentence: 'What a model said comes in as proposals, to be accepted or refused; it is no label until then.' };
const NO_SCORE: Note = { fate: 'approximated', code: 'formats/no-score', sentence: 'Predictions without a usable confidence (0 to 1) come in as proposals without one.' };
const UNSOUND: Note = { fate: 'dropped', code: 'formats/unsound-shape', sentence: 'Shapes without an area, with too few points or with unusable numbers are left out.' };
const OUTSIDE: Note = { fate: 'kept', code: 'formats/outside', sentence: 'Things that reach over the edge of the picture are kept as they are.' };
const LONG_NOTE: Note = { fate: 'approximated', code: 'formats/long-note', sentence: 'Notes longer than 16,384 characters are cut.' };
export const NOT_HERE: Note = { fate: 'dropped', code: 'formats/image-not-here', sentence: 'Labels of pictures that the project does not have are left out.' };
export const NO_SIZE: Note = { fate: 'dropped', code: 'formats/no-size', sentence: 'Labels in shares of the picture are left out where nobody can tell its size. Put the pictures beside the labels.' };
export const OTHER_SIZE: Note = { fate: 'approximated', code: 'formats/other-size', sentence: 'The file gives another size for a picture than it has; positions are kept as they are and may be off.' };

const LONGEST_NOTE = 16384;

/** What every reader works with. */
export interface Reading {
  readonly target: ImportTarget;
  readonly labels: ImportLabels;
  readonly report: Report;
  /** Set where what is read was said by a model: things come in as its proposals. */
  readonly proposer?: Proposer;
}

/** One thing as a format tells it; what it does not know is left away. */
export interface FoundThing {
  readonly shape: Shape;
  readonly label: LabelRecord | null;
  readonly id?: Uuid;
  readonly z?: number;
  readonly note?: string | null;
  readonly occluded?: boolean;
  readonly truncated?: boolean;
  readonly difficult?: boolean;
  readonly group?: number | null;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The things of one picture, checked one by one: only sound shapes enter, and the report says what did not. */
export class Page {
  readonly item: TargetItem;
  readonly size: Size | null;
  readonly #reading: Reading;
  readonly #records: DocumentRecord[] = [];
  #count = 0;

  /** `size`: as the file tells it, for what reaches out of the picture. */
  constructor(item: TargetItem, size: Size | null, reading: Reading) {
    this.item = item;
    this.size = size ?? item.size;
    this.#reading = reading;
    if (size !== null && item.size !== null && (size.width !== item.size.width || size.height !== item.size.height)) reading.report.note(OTHER_SIZE, item.name);
  }

  add(found: FoundThing): void {
    const { report, target } = this.#reading;
    const { shape, label } = found;
    if (kindOf(shape).problem(shape) !== null) return report.note(UNSOUND, this.item.name);
    if (reachesOut(shape, this.size)) report.note(OUTSIDE, this.item.name);
    if ((found.note?.length ?? 0) > LONGEST_NOTE) report.note(LONG_NOTE, this.item.name);
    if (this.#reading.proposer !== undefined) return this.#propose(found, this.#reading.proposer);
    report.note(THINGS);
    this.#records.push(...stillTrack({
      id: (found.id ?? target.newId()) as TrackId, label: (label?.id ?? null) as LabelId | null, shape, z: found.z ?? this.#count, note: found.note?.slice(0, LONGEST_NOTE) ?? null,
      occluded: found.occluded ?? false, truncated: found.truncated ?? false, difficult: found.difficult ?? false, group: found.group ?? null, ...sortAttributes(found.values ?? {}, label, report),
    }));
    this.#count += 1;
  }

  #propose({ shape, label, values }: FoundThing, from: Proposer): void {
    const { report, target } = this.#reading;
    const score = values?.['score'];
    const sure = typeof score === 'number' && score >= 0 && score <= 1 ? score : null;
    report.note(sure === null ? NO_SCORE : PROPOSED, this.item.name);
    this.#records.push(newProposal({ shape, label: label?.id ?? null, word: label?.name ?? '', score: sure }, { from, frame: 0 }, target));
  }

  /** New labels first, then the picture, also when nothing is on it: a picture that was looked at and is empty says something. */
  *imported(): Generator<Imported> {
    const fresh = this.#reading.labels.takeNew();
    if (fresh.length > 0) yield { labels: fresh };
    yield { item: this.item, records: this.#records };
  }
}

export function reachesOut(shape: Shape, size: Size | null): boolean {
  const bounds = size === null ? null : kindOf(shape).bounds(shape);
  return bounds !== null && size !== null && (bounds.minX < 0 || bounds.minY < 0 || bounds.maxX > size.width || bounds.maxY > size.height);
}
