import type { Uuid } from '../base/id.ts';
import type { DocumentRecord, LabelRecord } from '../model/records.ts';
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

/** Files to read from: a folder, an archive, or memory. Names are relative, with `/`. */
export interface Source {
  readonly names: readonly string[];
  size(name: string): number;
  read(name: string): Promise<Uint8Array>;
}

/** Where a writer puts its files. */
export interface Sink {
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** What a reader knows of the project it reads into. */
export interface ImportTarget {
  /** Id of the project: new labels get ids derived from it and their name, so two people who import meet in one. */
  readonly project: Uuid;
  readonly labels: readonly LabelRecord[];
  /** Finds the project's item for a file name of the format; the matching rules are in `matchItems.ts`. */
  findItem(name: string, size: Size | null): TargetItem | null;
  newId(): Uuid;
}

/** One thing a reader found: new labels, or an item's new records, in an order that can be applied at once. */
export type Imported = { readonly labels: readonly LabelRecord[] } | { readonly item: TargetItem; readonly records: readonly DocumentRecord[] };

export interface WriteInput {
  readonly projectName: string;
  readonly labels: readonly LabelRecord[];
  readonly documents: AsyncIterable<FormatDocument> | Iterable<FormatDocument>;
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

/** How sure a format is that a source is written in it: 0 no, 1 certainly. */
export type Likelihood = number;

/**
 * A file format. Streams in, streams out, so that it runs in a worker, in the host, in the server and in tests.
 * A reader's report is complete when its stream ends, and nothing needs to be applied before; a writer hands its
 * files to the sink last, when the report is complete. What cannot be read at all is an `AppError`.
 */
export interface Format {
  readonly id: string;
  readonly title: string;
  /** Name of the file a person would expect, e.g. `annotations.json`. */
  readonly fileName: string;
  sniff(source: Source): Promise<Likelihood>;
  readonly read: ((source: Source, target: ImportTarget, work: Work) => AsyncIterable<Imported>) | null;
  readonly write: ((input: WriteInput, sink: Sink, work: Work) => Promise<void>) | null;
}
