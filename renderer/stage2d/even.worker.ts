import { evenTables } from './evenTables.ts';

export interface ToEven {
  readonly id: number;
  readonly picture: ImageBitmap;
}

export interface FromEven {
  readonly id: number;
  /** Null when this machine has no memory for it. */
  readonly tables: Uint8Array<ArrayBuffer> | null;
}

/** Counts a picture's values, away from the page. */
self.onmessage = ({ data: { id, picture } }: MessageEvent<ToEven>) => {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(picture, 0, 0);
  picture.close();
  const tables = context === null ? null : evenTables(context.getImageData(0, 0, width, height).data, width, height);
  self.postMessage({ id, tables } satisfies FromEven, { transfer: tables === null ? [] : [tables.buffer] });
};
