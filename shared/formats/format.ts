import type { Uuid } from '../base/id.ts';
import type { DocumentRecord, LabelRecord } from '../model/records.ts';
import type { Sink, Source } from './files/files.ts';
import type { Look } from './files/look.ts';
import type { Report } from './report.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture as writers know it. `name` is the path relative to the project's folder, with `/`. */
export interface FormatItem extends Size {
  readonly id: Uuid;
  readonly name: string;
}

/** A picture of the project read into; its size is null until somebody looked at it. */
export interface TargetItem {
  readonly id: Uuid;
  readonly name: string;
  readonly size: Size | null;
}

/** One item with everything that is labelled on it (tracks and keyframes). */
export interface FormatDocument {
  readonly item: FormatItem;
  readonly records: readonly DocumentRecord[];
}

/** What a reader knows of the project it reads into. */
export interface ImportTarget {
  /** Id of the project: new labels get ids derived from it and their name, so two people who import meet in one. */
  readonly project: Uuid;
  readonly labels: readonly LabelRecord[];
  /** Finds the project's item for a file name of the format; the matching rules are in `matchItems.ts`. */
  findItem(name: string, size: Size | null): TargetItem | null;
  /** The same for formats that name a picture by its path without the extension. */
  findStem(stem: string): TargetItem | null;
  /** The clip of a project that has only one: some formats do not name the clip they are about. */
  readonly onlyClip: TargetItem | null;
  /** The size of a picture, looked up where nobody has yet; null when it cannot be read. For formats that give shares of it. */
  sizeOf(item: TargetItem): Promise<Size | null>;
  newId(): Uuid;
  /** Wall clock, milliseconds. */
  readonly now: number;
}

/** One thing a reader found: new labels, or an item's new records, in an order that can be applied at once. */
export type Imported = { readonly labels: readonly LabelRecord[] } | { readonly item: TargetItem; readonly records: readonly DocumentRecord[] };

export interface WriteInput {
  readonly projectName: string;
  readonly labels: readonly LabelRecord[];
  readonly documents: AsyncIterable<FormatDocument> | Iterable<FormatDocument>;
  /** How many documents come. */
  readonly count: number;
  /** Wall clock, milliseconds, for formats that carry a date. */
  readonly now: number;
}

/** What goes along with every job: where it says what became of things, how far it is, and how it is stopped. */
export interface Work {
  readonly report: Report;
  /** Called now and then; `total` is 0 while nobody knows it. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal | null;
}

/** How sure a format is that a source is written in it, and why: 0 no, 1 certainly. The sentence is shown where two formats claim one source. */
export interface Guess {
  readonly likelihood: number;
  readonly code: string;
  readonly sentence: string;
}

export const NO_GUESS: Guess = { likelihood: 0, code: '', sentence: '' };

/**
 * A file format. Streams in, streams out, so that it runs in a worker, in the host, in the server and in tests.
 * A reader's report is complete when its stream ends, and nothing needs to be applied before. What cannot be read at
 * all is an `AppError`.
 */
export interface Format {
  readonly id: string;
  readonly title: string;
  /** Name of the file a person would expect, e.g. `annotations.json`. */
  readonly fileName: string;
  /** Whether it is one file or many, which then go into a folder or an archive. */
  readonly writes: 'file' | 'files';
  sniff(look: Look): Promise<Guess>;
  readonly read: ((source: Source, target: ImportTarget, work: Work) => AsyncIterable<Imported>) | null;
  readonly write: ((input: WriteInput, sink: Sink, work: Work) => Promise<void>) | null;
}
