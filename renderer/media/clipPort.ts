import type { LumaPart } from '#shared/bridge/clipFrame.ts';
import type { ClipNews, ClipProgress, ClipTimes, ClipTravel, FrameProof } from '#shared/bridge/clipContract.ts';

/** What the window asks of whoever reads one clip. `tag` names the version of the file that is meant. */
export interface ClipPort {
  /** Reads the clip; its first frame can be shown long before the end. Stopping it stops the reading. */
  read(signal: AbortSignal): AsyncIterable<ClipProgress>;
  times(tag: string, range: { readonly from: number; readonly count: number }, signal: AbortSignal): Promise<ClipTimes>;
  prove(tag: string, frames: readonly number[], signal: AbortSignal): Promise<readonly FrameProof[]>;
  travel(tag: string, hint: ClipTravel): void;
  news(signal: AbortSignal): AsyncIterable<ClipNews>;
  /** Address of a frame of this version of the file. */
  frameUrl(frame: number, tag: string): string;
  /** Null where frames have no small pictures. */
  thumbUrl(frame: number, tag: string, side: number): string | null;
  /** The brightness of a part of a frame: `part.width` by `part.height` bytes. */
  luma(tag: string, wanted: { readonly frame: number; readonly part: LumaPart }, signal: AbortSignal): Promise<Uint8Array>;
}
