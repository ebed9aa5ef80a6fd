import type { PictureTiles } from '#shared/bridge/hostContract.ts';

/** Where a picture comes from: one file, or tiles below an address. */
export interface PictureSource {
  readonly url: string;
  readonly tiles: PictureTiles | null;
}

/**
 * A decoded picture: all of it, and a smaller copy for when it is seen from afar (null when it is small itself). Of a
 * picture in tiles `full` is its coarsest level only, smaller than `width` and `height`.
 */
export interface Picture {
  readonly full: ImageBitmap;
  readonly far: ImageBitmap | null;
  readonly width: number;
  readonly height: number;
  readonly source: PictureSource;
}

export interface ToPictures {
  readonly id: number;
  readonly source: PictureSource;
}

export type FromPictures = { readonly id: number; readonly picture: Picture } | { readonly id: number; readonly problem: string };
