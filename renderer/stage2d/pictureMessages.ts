/** A decoded picture: all of it, and a smaller copy for when it is seen from afar (null when it is small itself). */
export interface Picture {
  readonly full: ImageBitmap;
  readonly far: ImageBitmap | null;
  readonly width: number;
  readonly height: number;
}

export interface ToPictures {
  readonly id: number;
  readonly url: string;
}

export type FromPictures = { readonly id: number; readonly picture: Picture } | { readonly id: number; readonly problem: string };
