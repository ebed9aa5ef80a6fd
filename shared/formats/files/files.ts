/** Files to read from: a folder, an archive, or memory. Names are relative, with `/`. */
export interface Source {
  readonly names: readonly string[];
  size(name: string): number;
  /** The whole file. */
  read(name: string): Promise<Uint8Array>;
  /** The file in pieces: for what does not fit in memory, and for those who look at its beginning only. */
  stream(name: string): AsyncIterable<Uint8Array>;
}

/** A file that is written piece by piece. */
export interface SinkFile {
  append(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * Where a writer puts its files. Nobody sees them before the writer has ended and its report is complete, so it may
 * write as it goes; one file is open at a time.
 */
export interface Sink {
  write(name: string, bytes: Uint8Array): Promise<void>;
  open(name: string): Promise<SinkFile>;
}

/** A file that can be read from any place, as an archive needs it. `part` answers fewer bytes at the end of the file. */
export interface OpenFile {
  readonly name: string;
  readonly size: number;
  part(from: number, to: number): Promise<Uint8Array>;
}
