import type { DocumentRecord, LabelRecord } from '../model/records.ts';
import type { Report } from './report.ts';

/** A picture as formats know it. `name` is the path relative to the project's folder, with `/`. */
export interface FormatItem {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
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

export interface ImportedLabels {
  /** Labels to add to the ontology because the file uses them and the project lacks them. */
  readonly labels: readonly LabelRecord[];
}

/** What a reader knows of the project it reads into. */
export interface ImportTarget {
  readonly labels: readonly LabelRecord[];
  /** Finds the project's item for a file name of the format; matching rules in `matchItems.ts`. */
  findItem(name: string, size: { readonly width: number; readonly height: number } | null): FormatItem | null;
  newId(): string;
}

/** One thing a reader found: a document's new records, or new labels, in an order that can be applied at once. */
export type Imported = { readonly labels: readonly LabelRecord[] } | { readonly item: FormatItem; readonly records: readonly DocumentRecord[] };

export interface WriteInput {
  readonly projectName: string;
  readonly labels: readonly LabelRecord[];
  readonly documents: AsyncIterable<FormatDocument>;
  /** Wall clock, milliseconds, for formats that carry a date. */
  readonly now: number;
}

/** How sure a format is that a source is written in it: 0 no, 1 certainly. */
export type Likelihood = number;

/**
 * A file format. Streams in, streams out, so that it runs in a worker, in the host, in the server and in tests.
 * The report collects what was kept, approximated and dropped; it is complete before anything is applied or written.
 */
export interface Format {
  readonly id: string;
  readonly title: string;
  readonly reads: boolean;
  readonly writes: boolean;
  sniff(source: Source): Promise<Likelihood>;
  read?(source: Source, target: ImportTarget, report: Report, signal?: AbortSignal): AsyncIterable<Imported>;
  write?(input: WriteInput, sink: Sink, report: Report, signal?: AbortSignal): Promise<void>;
}
