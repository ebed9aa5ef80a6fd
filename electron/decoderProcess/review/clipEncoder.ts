import { AppError } from '#shared/base/errors.ts';
import { REVIEW_ENDINGS, type ReviewCodec } from '#shared/bridge/reviewContract.ts';
import type { Rate } from '#shared/review/timeCode.ts';
import {
  AVCOL_RANGE_JPEG, AVCOL_RANGE_MPEG, AVCOL_SPC_BT709, AVCOL_SPC_SMPTE170M, AVERROR_ENOSPC, AV_CODEC_FLAG_GLOBAL_HEADER, AV_PIX_FMT_YUV420P, AVFMT_GLOBALHEADER, Codec, CodecContext,
  FormatContext, Frame, Packet, Rational, type Stream,
} from '../ffmpeg.ts';
import type { InkSpace } from './yuvPage.ts';

export interface EncoderParts {
  readonly path: string;
  /** For sentences. */
  readonly name: string;
  readonly codec: ReviewCodec;
  readonly width: number;
  readonly height: number;
  readonly rate: Rate;
  readonly space: InkSpace;
  readonly threads: number;
}

/** What encodes each codec, the first that can be opened. Without the library's GPL parts the first two still work. */
const ENCODERS: Readonly<Record<ReviewCodec, readonly string[]>> = { vp9: ['libvpx-vp9'], av1: ['libsvtav1', 'libaom-av1'], h264: ['libx264', 'libopenh264', 'h264_videotoolbox', 'h264_mf'] };
/** Fast, at a quality at which thin outlines and small print stay sharp. The bench gives the command line the same words. */
export const ENCODER_OPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'libvpx-vp9': { deadline: 'realtime', 'cpu-used': '8', 'row-mt': '1', 'tile-columns': '2', crf: '30', b: '0' },
  libsvtav1: { preset: '10', crf: '34' },
  'libaom-av1': { usage: 'realtime', 'cpu-used': '9', 'row-mt': '1', crf: '32', b: '0' },
  libx264: { preset: 'veryfast', crf: '22' },
};
/** Seconds between frames a player can begin at. */
const KEY_SECONDS = 1;

/** The codecs that can be written here. */
export function writableCodecs(): readonly ReviewCodec[] {
  return (Object.keys(ENCODERS) as ReviewCodec[]).filter((codec) => ENCODERS[codec].some((name) => Codec.findEncoderByName(name as Encoder) !== null));
}

type Encoder = Parameters<typeof Codec.findEncoderByName>[0];

/** Writes pictures as a clip of even rate, one at a time. */
export class ClipEncoder {
  readonly encoder: string;
  readonly #parts: EncoderParts;
  readonly #format = new FormatContext();
  readonly #context: CodecContext;
  readonly #stream: Stream;
  readonly #packet = new Packet();
  #written = 0n;

  constructor(parts: EncoderParts) {
    this.#parts = parts;
    process.env['SVT_LOG'] = '1';
    this.#packet.alloc();
    this.#check(this.#format.allocOutputContext2(null, REVIEW_ENDINGS[parts.codec].slice(1), parts.path));
    const [context, name] = this.#openFirst();
    this.#context = context;
    this.encoder = name;
    this.#stream = this.#format.newStream();
    this.#stream.timeBase = context.timeBase;
    this.#stream.avgFrameRate = new Rational(parts.rate[0], parts.rate[1]);
    this.#check(context.parametersFromContext(this.#stream.codecpar));
    this.#check(this.#format.openOutputSync());
    if (parts.codec !== 'vp9') this.#format.setOption('movflags', '+faststart');
    this.#check(this.#format.writeHeaderSync(null));
  }

  /** Adds a frame: three planes behind each other, without gaps. Nobody may touch them until the promise is kept: the encoder reads them in place. */
  async write(planes: Buffer): Promise<void> {
    const { width, height, rate, space } = this.#parts;
    const frame = Frame.fromVideoBuffer(planes, { width, height, format: AV_PIX_FMT_YUV420P, timeBase: new Rational(rate[1], rate[0]) });
    frame.pts = this.#written;
    frame.colorRange = space.fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    frame.colorSpace = space.matrix === 'bt709' ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
    this.#written += 1n;
    const sent = await this.#context.sendFrame(frame);
    frame.free();
    this.#check(sent);
    this.#drain();
  }

  /** Writes what is still on its way, and the end of the file. */
  async finish(): Promise<void> {
    this.#check(await this.#context.sendFrame(null));
    this.#drain();
    this.#check(await this.#format.writeTrailer());
  }

  close(): void {
    this.#packet.free();
    this.#context.freeContext();
    this.#format.closeOutputSync();
    this.#format.freeContext();
  }

  #openFirst(): readonly [CodecContext, string] {
    const { codec, width, height, rate: [frames, per], space, threads } = this.#parts;
    for (const name of ENCODERS[codec]) {
      const found = Codec.findEncoderByName(name as Encoder);
      if (found === null) continue;
      const context = new CodecContext();
      context.allocContext3(found);
      [context.width, context.height, context.pixelFormat] = [width, height, AV_PIX_FMT_YUV420P];
      [context.timeBase, context.framerate] = [new Rational(per, frames), new Rational(frames, per)];
      [context.gopSize, context.threadCount] = [Math.max(1, Math.round((KEY_SECONDS * frames) / per)), threads];
      [context.colorRange, context.colorSpace] = [space.fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG, space.matrix === 'bt709' ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M];
      if (this.#format.oformat?.flags !== undefined && (this.#format.oformat.flags & AVFMT_GLOBALHEADER) !== 0) context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
      // Set one by one: a dictionary that opening an encoder has used up is freed twice by the version we pin.
      for (const [option, value] of Object.entries(ENCODER_OPTIONS[name] ?? {})) context.setOption(option, value);
      if (context.open2Sync(found, null) >= 0) return [context, name];
      context.freeContext();
    }
    throw new AppError('review/no-encoder', `This computer cannot write ${codec.toUpperCase()}. Choose another codec.`, { params: { codec: codec.toUpperCase() } });
  }

  #drain(): void {
    while (this.#context.receivePacketSync(this.#packet) >= 0) {
      this.#packet.streamIndex = this.#stream.index;
      // Without a length the last frame of a file would have none.
      if (this.#packet.duration === 0n) this.#packet.duration = 1n;
      this.#packet.rescaleTs(this.#context.timeBase, this.#stream.timeBase);
      const written = this.#format.interleavedWriteFrameSync(this.#packet);
      this.#packet.unref();
      this.#check(written);
    }
  }

  #check(code: number): void {
    if (code >= 0) return;
    if (code === AVERROR_ENOSPC) throw new AppError('files/no-space', `The disk is full: “${this.#parts.name}” could not be written. Free some space; your work continues from where it is.`, { params: { name: this.#parts.name } });
    throw new AppError('review/not-written', `“${this.#parts.name}” could not be written. Choose another folder or another codec.`, { params: { name: this.#parts.name }, cause: new Error(`code ${code}`) });
  }
}
