import type { TrackId } from '#shared/model/ids.ts';
import type { PictureInput } from '#shared/vision/models/signature.ts';
import type { Looked } from '../models/modelDesk.ts';

/** `[x, y, width, height]` in image pixels. */
export type ImageRegion = readonly [x: number, y: number, width: number, height: number];

/** What commands and panels may ask of the stage on screen. */
export interface StageHandle {
  /** Whole picture in view. */
  fit(): void;
  /** Factor about the centre of the stage, or about the pointer when it is over the stage. */
  zoomBy(factor: number): void;
  /** CSS pixels. */
  panBy(dx: number, dy: number): void;
  /** Turns the view by a quarter, to the right or to the left; the picture and what is on it stay as they are. */
  turn(by: 1 | -1): void;
  /** In space: from straight above, or from behind and a little above. */
  lookFrom?(where: 'above' | 'behind'): void;
  /** Brings a region into view with some air around it. */
  show(region: ImageRegion): void;
  /** Region of the selection, else of the object under the cursor, else the visible part: what a flag points to. */
  anchorRegion(): { readonly region: ImageRegion; readonly tracks: readonly TrackId[] };
  /** PNG of a region, `longest` pixels at most on its longer side, with or without what is drawn on it. */
  crop(region: ImageRegion, options: { readonly overlay: boolean; readonly longest: number }): Promise<Blob>;
  /** Keyboard drawing and editing: moves the stage's own cursor by CSS pixels, presses or releases at it, confirms, cancels. */
  cursorBy(dx: number, dy: number): void;
  cursorPress(): void;
  /** Takes out the vertex under the cursor, as a click with Alt does. */
  cursorTakeOut(): void;
  confirm(): void;
  cancel(): void;
  /** The aid in the hand shows another candidate. */
  otherProposal(): void;
  /** A model that looks at the picture is stopped. */
  stopLooking(): void;
  /** All of the picture, drawn as a model's input wants it. */
  pixels(input: PictureInput, signal: AbortSignal): Promise<Looked>;
  /** Pictures that are likely to be shown next, likeliest first: fetched and decoded ahead. */
  prefetch(urls: readonly string[]): void;
  /**
   * Another frame of the clip on the stage. The view stays; the picture, the session's frame and the labels change in
   * the same paint. False when another was asked for meanwhile or it could not be shown, which has been said.
   */
  showFrame(frame: number, url: string): Promise<boolean>;
  /** Frames that are likely to be shown next. */
  prefetchFrames(urls: readonly string[]): void;
  /** Resolves when the picture and everything on it is painted as sharply as it will be. */
  settled(): Promise<void>;
  /** Where `show`, `fit` and the cursor act has focus for keys. */
  focus(): void;
}
