import { AppError } from '#shared/base/errors.ts';
import { AVERROR_EAGAIN, AVERROR_EOF, AV_CODEC_ID_AV1, FF_DECODER_LIBDAV1D, Codec, CodecContext, Frame, timeOf } from './ffmpeg.ts';
import type { Demuxer } from './demuxer.ts';

const MOST_THREADS = 8;
/** Failures in a row at the end of a file after which nothing more is expected. */
const MOST_DAMAGED = 64;

/** Turns packets into frames in the order they are shown. One frame is in hand at a time. */
export class FrameDecoder {
  readonly frame = new Frame();
  readonly #demuxer: Demuxer;
  readonly #context: CodecContext;
  /** Packets before the next key packet are passed over: after a seek they need pictures that were never decoded. */
  #waitsForKey = false;
  #draining = false;
  /** Pictures before this time that no other leans on are not decoded; null decodes all. */
  #skipBefore: number | null = null;
  #skips = false;
  /** Time of the key packet decoding began at after the last seek; null until it was met. */
  #began: number | null = null;

  constructor(demuxer: Demuxer, { threads, name }: { readonly threads: number; readonly name: string }) {
    this.#demuxer = demuxer;
    this.frame.alloc();
    const { codecpar, timeBase } = demuxer.stream;
    // The library's own AV1 decoder needs a graphics card.
    const codec = (codecpar.codecId === AV_CODEC_ID_AV1 ? Codec.findDecoderByName(FF_DECODER_LIBDAV1D) : null) ?? Codec.findDecoder(codecpar.codecId);
    if (codec === null) throw new AppError('video/no-codec', `“${name}” is compressed in a way that cannot be decoded here. Convert it to H.264, VP9 or AV1 first.`, { params: { name } });
    this.#context = new CodecContext();
    this.#context.allocContext3(codec);
    this.#context.parametersToContext(codecpar);
    this.#context.pktTimebase = timeBase;
    this.#context.threadCount = Math.min(MOST_THREADS, threads);
    if (this.#context.open2Sync(codec, null) < 0) throw new AppError('media/broken', `“${name}” has a damaged head: its pictures cannot be decoded.`, { params: { name } });
  }

  /** Ticks of the key packet decoding began at after the last seek. */
  get began(): number | null {
    return this.#began;
  }

  /** The next frame in the order they are shown, and its time; null at the end. Damaged packets are passed over. */
  next(): { readonly pts: number | null } | null {
    for (let damaged = 0; ; ) {
      const got = this.#context.receiveFrameSync(this.frame);
      if (got === 0) return { pts: timeOf(this.frame.bestEffortTimestamp) };
      // A decoder that still wants more after the last packet has none to give; one that stumbles over damage goes on.
      if (got === AVERROR_EOF || (this.#draining && (got === AVERROR_EAGAIN || (damaged += 1) > MOST_DAMAGED))) return null;
      if (!this.#draining) this.#feed();
    }
  }

  /** On the way to a frame only what it leans on is needed. What comes before `pts` may be left out from now on; null leaves out nothing. */
  hurryTo(pts: number | null): void {
    this.#skipBefore = pts;
  }

  /** Decoding goes on somewhere else. */
  flush({ waitForKey }: { readonly waitForKey: boolean }): void {
    this.#context.flushBuffers();
    this.#draining = false;
    this.#waitsForKey = waitForKey;
    this.#began = null;
  }

  close(): void {
    this.frame.free();
    this.#context.freeContext();
  }

  #feed(): void {
    while (this.#demuxer.next()) {
      const { packet } = this.#demuxer;
      if (this.#waitsForKey) {
        if (!packet.isKeyframe) continue;
        this.#waitsForKey = false;
        this.#began = timeOf(packet.pts) ?? timeOf(packet.dts);
      }
      this.#skipOrNot(timeOf(packet.pts));
      if (this.#context.sendPacketSync(packet) >= 0) return;
    }
    if (!this.#draining) this.#context.sendPacketSync(null);
    this.#draining = true;
  }

  #skipOrNot(pts: number | null): void {
    const skips = this.#skipBefore !== null && pts !== null && pts < this.#skipBefore;
    if (skips === this.#skips) return;
    this.#skips = skips;
    this.#context.setOption('skip_frame', skips ? 'noref' : 'default');
  }
}
