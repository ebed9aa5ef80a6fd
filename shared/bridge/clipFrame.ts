import * as z from 'zod';

/**
 * A decoded frame as it travels to the window: `u32` length of the head, the head as JSON, then the planes, one row
 * behind the other without gaps. Little endian. The window makes a `VideoFrame` of it, so nothing is lost on the way.
 */
export const frameHead = z.object({
  format: z.enum(['I420', 'I422', 'I444', 'RGBA']),
  width: z.number().int().positive(), height: z.number().int().positive(),
  colorSpace: z.object({ matrix: z.enum(['rgb', 'bt709', 'bt470bg', 'smpte170m', 'bt2020-ncl']), primaries: z.enum(['bt709', 'bt470bg', 'smpte170m', 'bt2020']), transfer: z.enum(['bt709', 'smpte170m', 'iec61966-2-1']), fullRange: z.boolean() }),
});
export type FrameHead = z.infer<typeof frameHead>;

export const FRAME_MEDIA_TYPE = 'application/vnd.sightline.frame';

/**
 * A part of a frame of which only the brightness is wanted, for machines that look at it: from (`left`, `top`) of the
 * upright frame on, `width` by `height` values, each the mean of `step` by `step` pixels. It travels as those bytes.
 */
const most = 16_384;
export const lumaPart = z.object({ left: z.number().int().min(0).max(most), top: z.number().int().min(0).max(most), step: z.number().int().min(1).max(256), width: z.number().int().min(1).max(most), height: z.number().int().min(1).max(most) })
  .refine(({ width, height }) => width * height <= 16_777_216, 'too many pixels at once');
export type LumaPart = z.infer<typeof lumaPart>;

export const LUMA_MEDIA_TYPE = 'application/vnd.sightline.luma';

/** As it stands in a frame's address. */
export function lumaWords({ left, top, step, width, height }: LumaPart): string {
  return [left, top, step, width, height].join(',');
}

/** Null for what is no such part. */
export function lumaOfWords(words: string): LumaPart | null {
  const [left, top, step, width, height, ...more] = words.split(',').map(Number);
  const read = lumaPart.safeParse({ left, top, step, width, height });
  return more.length === 0 && read.success ? read.data : null;
}

/** Rows and columns of each plane. */
export function planesOf({ format, width, height }: Pick<FrameHead, 'format' | 'width' | 'height'>): readonly { readonly width: number; readonly height: number }[] {
  const half = (value: number): number => (value + 1) >> 1;
  if (format === 'RGBA') return [{ width: width * 4, height }];
  const chroma = { width: format === 'I444' ? width : half(width), height: format === 'I420' ? half(height) : height };
  return [{ width, height }, chroma, chroma];
}

/** The whole message, with room for the planes behind the head; `at` is where they begin. */
export function frameMessage(head: FrameHead): { readonly bytes: Uint8Array<ArrayBuffer>; readonly at: number } {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const at = 4 + json.length;
  const size = planesOf(head).reduce((sum, { width, height }) => sum + width * height, 0);
  const bytes = new Uint8Array(at + size);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  return { bytes, at };
}
