import type { ClipFacts, ClipProgress, ClipTimes, FrameProof } from '#shared/bridge/clipContract.ts';
import type { FrameForm, ReviewSource } from './decoderContract.ts';

/** Bytes of a frame as they go to the window. */
export interface FrameAnswer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
}

/** A frame that is a file of its own and goes to the window as it is. */
export interface FrameFile {
  readonly path: string;
  /** Of the file, without folders. */
  readonly name: string;
}

/** A clip that is open, whatever it is made of: a file of frames, a folder of pictures, or of point clouds. */
export interface ClipSource {
  /** Name of this version of it. */
  readonly tag: string;
  readonly facts: ClipFacts | null;
  progress(signal: AbortSignal): AsyncIterable<ClipProgress>;
  frame(frame: number, as: FrameForm, signal: AbortSignal): Promise<FrameAnswer>;
  /** Where frames are files that the window reads itself. */
  file?(frame: number): FrameFile;
  times(from: number, count: number): ClipTimes;
  prove(frames: readonly number[], signal: AbortSignal): Promise<FrameProof[]>;
  /** Where another process finds its frames, once all of them are known. */
  framesElsewhere(signal: AbortSignal): Promise<ReviewSource>;
  travel(to: { readonly at: number; readonly direction: -1 | 0 | 1; readonly stride: number; readonly playing: boolean }): void;
  /** Gives up its process; it is started again when it is needed. */
  rest(): void;
  close(): void;
}
