import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { must } from '#shared/base/must.ts';
import { frameMessage, planesOf, type FrameHead } from '#shared/bridge/clipFrame.ts';
import type { StreamFacts } from '../services/video/decoderContract.ts';
import {
  AVCOL_RANGE_JPEG, AVCOL_SPC_BT470BG, AVCOL_SPC_BT709, AVCOL_SPC_BT2020_NCL, AVCOL_SPC_SMPTE170M, AV_PIX_FMT_GRAY8, AV_PIX_FMT_RGBA, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P, avGetPixFmtName, Frame, SoftwareScaleContext, SWS_ACCURATE_RND, SWS_BICUBIC, SWS_BITEXACT, SWS_FULL_CHR_H_INT,
} from './ffmpeg.ts';
import { turnPlane, type Plane } from './upright.ts';

type Facts = Pick<StreamFacts, 'rotation' | 'pixelAspect'>;
type PixelFormat = Frame['format'];

/** Pixel formats that travel as they are; everything else is brought into the one that loses least. */
const AS_THEY_ARE = new Map<PixelFormat, FrameHead['format']>([
  [AV_PIX_FMT_YUV420P, 'I420'], [AV_PIX_FMT_YUVJ420P, 'I420'], [AV_PIX_FMT_YUV422P, 'I422'], [AV_PIX_FMT_YUVJ422P, 'I422'], [AV_PIX_FMT_YUV444P, 'I444'], [AV_PIX_FMT_YUVJ444P, 'I444'],
]);
/** Formats of the J family say full range by themselves. */
const FULL_RANGE = new Set<PixelFormat>([AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_GRAY8]);
const TARGETS = { I420: AV_PIX_FMT_YUV420P, I422: AV_PIX_FMT_YUV422P, I444: AV_PIX_FMT_YUV444P, RGBA: AV_PIX_FMT_RGBA } as const;
/** The library marks each flag; together they are a number again. */
const QUALITY = (SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INT) as SwsFlags;

type SwsFlags = NonNullable<Parameters<SoftwareScaleContext['getContext']>[6]>;

/** A frame for the window: upright, with square pixels, 8 bits, in its own colour space. */
export function messageOf(frame: Frame, facts: Facts): Uint8Array {
  const format = AS_THEY_ARE.get(frame.format) ?? nearest(frame.format);
  const size = squareSize(frame, facts.pixelAspect);
  const asItIs = AS_THEY_ARE.has(frame.format) && size.width === frame.width && size.height === frame.height;
  const planes = asItIs ? rowsOf(frame) : scaled(frame, { ...size, format });
  const turned = facts.rotation === 90 || facts.rotation === 270;
  const head: FrameHead = { format, width: turned ? size.height : size.width, height: turned ? size.width : size.height, colorSpace: colorSpaceOf(frame, format) };
  const { bytes, at } = frameMessage(head);
  const step = format === 'RGBA' ? 4 : 1;
  let to = at;
  for (const [index, plane] of planesOf({ format, ...size }).entries()) {
    turnPlane({ ...must(planes[index], 'as many planes as the format has'), width: plane.width / step, height: plane.height, step }, facts.rotation, { into: bytes, at: to });
    to += plane.width * plane.height;
  }
  return bytes;
}

/** A small JPEG for lists and strips. */
export async function previewOf(frame: Frame, facts: Facts, side: number): Promise<Uint8Array> {
  const size = squareSize(frame, facts.pixelAspect);
  const scale = Math.min(1, side / Math.max(size.width, size.height));
  const small = { width: Math.max(2, Math.round(size.width * scale)), height: Math.max(2, Math.round(size.height * scale)) };
  const [pixels] = scaled(frame, { ...small, format: 'RGBA' });
  return sharp(must(pixels, 'one plane').bytes, { raw: { ...small, channels: 4 } }).rotate(facts.rotation).jpeg({ quality: 80 }).toBuffer();
}

/** Of the decoder's own planes, before anything is done to them: the same on every machine that decodes to the letter. */
export function hashOf(frame: Frame): string {
  return createHash('sha256').update(`${frame.width}x${frame.height}:`).update(frame.toBuffer()).digest('hex');
}

/** Pixels that are not square are made so by stretching one side; none is ever shrunk. */
export function squareSize({ width, height }: { readonly width: number; readonly height: number }, aspect: number): { readonly width: number; readonly height: number } {
  if (aspect === 1) return { width, height };
  return aspect > 1 ? { width: Math.round(width * aspect), height } : { width, height: Math.round(height / aspect) };
}

function nearest(format: PixelFormat): FrameHead['format'] {
  const name = avGetPixFmtName(format as Parameters<typeof avGetPixFmtName>[0]) ?? '';
  if (/rgb|bgr|gbr|pal8/.test(name)) return 'RGBA';
  if (/444/.test(name)) return 'I444';
  return /422|uyvy|yuyv|yvyu|v210/.test(name) ? 'I422' : 'I420';
}

type Rows = Pick<Plane, 'bytes' | 'stride'>;

function scaled(frame: Frame, { width, height, format }: { readonly width: number; readonly height: number; readonly format: FrameHead['format'] }): readonly Rows[] {
  const scaler = new SoftwareScaleContext();
  scaler.getContext(frame.width, frame.height, plain(frame.format), width, height, TARGETS[format], QUALITY);
  const into = new Frame();
  into.alloc();
  [into.width, into.height, into.format] = [width, height, TARGETS[format]];
  into.getBuffer();
  // As whole frames: the planes that can be handed over singly lack the palette.
  if (scaler.scaleFrameSync(into, frame) < 0) throw new Error('invariant: pixels of a kind that cannot be brought into another');
  const step = format === 'RGBA' ? 4 : 1;
  const rows = rowsOf(into);
  const planes = planesOf({ format, width, height }).map((plane, at) => packed({ ...must(rows[at], 'as many planes as the format has'), width: plane.width / step, height: plane.height, step }));
  scaler.freeContext();
  into.free();
  return planes;
}

/** The J formats are the others with another range, which the head tells; the scaler warns about them by name. */
function plain(format: PixelFormat): Frame['format'] & Parameters<SoftwareScaleContext['getContext']>[2] {
  const known = AS_THEY_ARE.get(format);
  return (known === undefined ? format : TARGETS[known]) as Parameters<SoftwareScaleContext['getContext']>[2];
}

/** Planes as the library holds them, with padding at the ends of their rows. */
function rowsOf({ data, linesize }: Frame): readonly Rows[] {
  return (data ?? []).map((bytes, at) => ({ bytes, stride: linesize[at] ?? 0 }));
}

/** A plane of its own. Only its rows are touched: what the library says beyond them need not be there. */
function packed(plane: Plane): Rows {
  const stride = plane.width * plane.step;
  const into = new Uint8Array(stride * plane.height);
  turnPlane(plane, 0, { into, at: 0 });
  return { bytes: into, stride };
}

/** What the file does not say is taken as players take it: high definition is BT.709, anything smaller BT.601. */
function colorSpaceOf(frame: Frame, format: FrameHead['format']): FrameHead['colorSpace'] {
  if (format === 'RGBA') return { matrix: 'rgb', primaries: 'bt709', transfer: 'iec61966-2-1', fullRange: true };
  const fullRange = frame.colorRange === AVCOL_RANGE_JPEG || FULL_RANGE.has(frame.format);
  switch (frame.colorSpace) {
    case AVCOL_SPC_BT709: return { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange };
    case AVCOL_SPC_BT470BG: return { matrix: 'bt470bg', primaries: 'bt470bg', transfer: 'smpte170m', fullRange };
    case AVCOL_SPC_SMPTE170M: return { matrix: 'smpte170m', primaries: 'smpte170m', transfer: 'smpte170m', fullRange };
    case AVCOL_SPC_BT2020_NCL: return { matrix: 'bt2020-ncl', primaries: 'bt2020', transfer: 'bt709', fullRange };
    default: return Math.min(frame.width, frame.height) >= 720 ? { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange } : { matrix: 'smpte170m', primaries: 'smpte170m', transfer: 'smpte170m', fullRange };
  }
}
