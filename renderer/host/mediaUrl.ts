import { lumaWords, type LumaPart } from '#shared/bridge/clipFrame.ts';

/** Addresses of bulk bytes, on the page's own origin in either host, so that canvases stay readable. */
export const mediaUrl = {
  /** A form of the picture that a browser can show, whatever the file is. */
  picture: (project: string, item: string): string => `/picture/${project}/${item}`,
  /** No side longer than `side` pixels. */
  thumb: (project: string, item: string, side: number): string => `/thumb/${project}/${item}?side=${side}`,
  /** Where the tiles of a large or deep picture are; level, column and row go behind it. */
  tiles: (project: string, item: string): string => `/tile/${project}/${item}`,
  /** Frame `frame` of that version of a clip; with `side`, a small picture of it. */
  frame: (project: string, item: string, { tag, frame, side = null }: { readonly tag: string; readonly frame: number; readonly side?: number | null }): string => `/frame/${project}/${item}/${frame}?v=${tag}${side === null ? '' : `&side=${side}`}`,
  /** The brightness of a part of a frame, as bytes. */
  luma: (project: string, item: string, { tag, frame, part }: { readonly tag: string; readonly frame: number; readonly part: LumaPart }): string => `/frame/${project}/${item}/${frame}?v=${tag}&luma=${lumaWords(part)}`,
  /** The file's own bytes. */
  original: (project: string, item: string): string => `/media/${project}/${item}`,
  blob: (sha256: string): string => `/blob/${sha256}`,
};
