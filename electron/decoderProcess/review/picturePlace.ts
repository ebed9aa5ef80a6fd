import { planesOf } from '#shared/bridge/clipFrame.ts';
import { AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P, AVCOL_RANGE_JPEG, AVCOL_SPC_BT709, AVCOL_SPC_UNSPECIFIED, avGetPixFmtName, Frame, SoftwareScaleContext, SWS_BICUBIC, SWS_BITEXACT } from '../ffmpeg.ts';
import { turnPlane } from '../upright.ts';
import type { FrameFeed } from './frameFeed.ts';
import type { InkSpace, YuvPage } from './yuvPage.ts';

type ScaleFlags = NonNullable<Parameters<SoftwareScaleContext['getContext']>[6]>;
type ScaleFormat = Parameters<SoftwareScaleContext['getContext']>[2];

const FLAGS = (SWS_BICUBIC | SWS_BITEXACT) as ScaleFlags;

/** Lays frames onto pages: turned upright, with square pixels, in the size of the page's picture, 8 bits. */
export class PicturePlace {
  readonly #size: { readonly width: number; readonly height: number };
  readonly #rotation: FrameFeed['rotation'];
  #scaler: { readonly of: string; readonly context: SoftwareScaleContext; readonly into: Frame } | null = null;

  /** Both sides even. */
  constructor(size: { readonly width: number; readonly height: number }, rotation: FrameFeed['rotation']) {
    this.#size = size;
    this.#rotation = rotation;
  }

  put(frame: Frame, page: YuvPage): void {
    const lies = this.#rotation === 90 || this.#rotation === 270;
    const before = lies ? { width: this.#size.height, height: this.#size.width } : this.#size;
    const fits = isPlain(frame) && frame.width === before.width && frame.height === before.height;
    const source = fits ? frame : this.#scaled(frame, before);
    for (const [at, plane] of planesOf({ format: 'I420', ...before }).entries()) {
      const into = page.planes[at];
      const bytes = source.data?.[at];
      const stride = source.linesize[at] ?? plane.width;
      if (into === undefined || bytes === undefined) continue;
      turnPlane({ bytes, ...plane, step: 1, stride }, this.#rotation, { into, at: 0 });
    }
  }

  close(): void {
    this.#scaler?.context.freeContext();
    this.#scaler?.into.free();
    this.#scaler = null;
  }

  #scaled(frame: Frame, { width, height }: { readonly width: number; readonly height: number }): Frame {
    const of = `${frame.width} ${frame.height} ${frame.format}`;
    if (this.#scaler?.of !== of) {
      this.close();
      const context = new SoftwareScaleContext();
      context.getContext(frame.width, frame.height, (frame.format === AV_PIX_FMT_YUVJ420P ? AV_PIX_FMT_YUV420P : frame.format) as ScaleFormat, width, height, AV_PIX_FMT_YUV420P, FLAGS);
      const into = new Frame();
      into.alloc();
      [into.width, into.height, into.format] = [width, height, AV_PIX_FMT_YUV420P];
      into.getBuffer();
      this.#scaler = { of, context, into };
    }
    const { context, into } = this.#scaler;
    context.scaleSync(frame.data ?? [], frame.linesize, 0, frame.height, into.data ?? [], into.linesize);
    return into;
  }
}

function isPlain({ format }: Frame): boolean {
  return format === AV_PIX_FMT_YUV420P || format === AV_PIX_FMT_YUVJ420P;
}

/** The colour space a page has when this frame lies on it. What the file does not say is taken as players take it. */
export function spaceOf(frame: Frame): InkSpace {
  const name = avGetPixFmtName(frame.format as Parameters<typeof avGetPixFmtName>[0]) ?? '';
  // Made from red, green and blue by the scaler, which uses this one unless told.
  if (/rgb|bgr|gbr|pal8/.test(name)) return { matrix: 'bt601', fullRange: false };
  const says709 = frame.colorSpace === AVCOL_SPC_BT709 || (frame.colorSpace === AVCOL_SPC_UNSPECIFIED && Math.min(frame.width, frame.height) >= 720);
  // The scaler keeps the range of all but the J formats; of those it makes the usual one, except where they need no scaling.
  const fullRange = frame.format === AV_PIX_FMT_YUVJ420P || (!name.startsWith('yuvj') && frame.colorRange === AVCOL_RANGE_JPEG);
  return { matrix: says709 ? 'bt709' : 'bt601', fullRange };
}
