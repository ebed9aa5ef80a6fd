import { derivedId } from '../base/id.ts';
import type { LabelId } from '../model/ids.ts';
import { documentRecord, type LabelRecord } from '../model/records.ts';
import type { ImportTarget } from './format.ts';
import type { Loose } from './loose.ts';
import type { Note, Report } from './report.ts';

const LONGEST_NAME = 80;
/** Told apart on dark and light pictures; a new label takes the next in turn. */
const COLORS = ['#e6194b', '#3cb44b', '#4363d8', '#f58231', '#911eb4', '#46c8d8', '#f032e6', '#808000', '#008080', '#9a6324', '#c0a000', '#c06090'];

const NEW_LABEL: Note = { fate: 'kept', code: 'formats/new-label', sentence: 'Labels the project does not have yet are added to it.' };
const CUT_NAME: Note = { fate: 'approximated', code: 'formats/long-label', sentence: 'Label names longer than 80 characters are cut.' };

/** Turns label names of a file into labels of the project, making those it lacks. */
export class ImportLabels {
  readonly #target: ImportTarget;
  readonly #report: Report;
  readonly #byName = new Map<string, LabelRecord>();
  readonly #byFold = new Map<string, LabelRecord>();
  #fresh: LabelRecord[] = [];
  #order: number;

  constructor(target: ImportTarget, report: Report) {
    this.#target = target;
    this.#report = report;
    for (const label of target.labels) this.#know(label);
    this.#order = target.labels.reduce((last, label) => Math.max(last, label.order), -1) + 1;
  }

  /**
   * The project's label of that name (then: of that name in other case), or a new one. `ours` is what our own exporter
   * wrote of it: its id finds a label that was renamed since.
   */
  named(name: string, ours: Loose | null = null): LabelRecord {
    const renamed = this.#target.labels.find((label) => label.id === ours?.['id']);
    if (renamed !== undefined) return renamed;
    const trimmed = name.trim();
    const short = trimmed.slice(0, LONGEST_NAME);
    if (short !== trimmed) this.#report.note(CUT_NAME, short);
    return this.#byName.get(short) ?? this.#byFold.get(fold(short)) ?? this.#make(short, ours);
  }

  /** The labels made since the last call. */
  takeNew(): readonly LabelRecord[] {
    const made = this.#fresh;
    this.#fresh = [];
    return made;
  }

  #make(name: string, ours: Loose | null): LabelRecord {
    const id = derivedId(this.#target.project, `label:${name}`) as LabelId;
    const plain: LabelRecord = { id, type: 'label', name, color: COLORS[this.#order % COLORS.length] ?? '#808080', kinds: [], attributes: [], skeleton: null, order: this.#order };
    const label = ownLabel(ours, plain) ?? plain;
    this.#order += 1;
    this.#know(label);
    this.#fresh.push(label);
    this.#report.note(NEW_LABEL, name);
    return label;
  }

  #know(label: LabelRecord): void {
    if (!this.#byName.has(label.name)) this.#byName.set(label.name, label);
    if (!this.#byFold.has(fold(label.name))) this.#byFold.set(fold(label.name), label);
  }
}

/** Colour, kinds and attributes as our exporter wrote them, if they are sound. */
function ownLabel(ours: Loose | null, plain: LabelRecord): LabelRecord | null {
  if (ours === null) return null;
  const parsed = documentRecord.safeParse({ ...ours, id: plain.id, type: 'label', name: plain.name, order: plain.order });
  return parsed.success && parsed.data.type === 'label' ? parsed.data : null;
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
