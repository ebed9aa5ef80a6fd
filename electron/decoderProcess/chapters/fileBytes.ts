import type { StreamFacts } from '../../services/video/decoderContract.ts';

/** Seconds on the clip's own clock; `to` is null where the next chapter, or the end, ends it. */
export type FileChapter = StreamFacts['chapters'][number];

/** Bytes of a file by their place. */
export interface FileBytes {
  readonly size: number;
  /** As many as there are. */
  read(at: number, length: number): Buffer;
}
