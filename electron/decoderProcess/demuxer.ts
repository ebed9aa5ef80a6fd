import { AppError } from '#shared/base/errors.ts';
import type { ScannedPacket } from '../services/video/frameIndex.ts';
import { AVDISCARD_ALL, AVMEDIA_TYPE_VIDEO, AVSEEK_FLAG_BACKWARD, AVSEEK_FLAG_BYTE, FormatContext, Packet, timeOf, type Stream } from './ffmpeg.ts';

/** Containers whose own seeking by time is a guess; they are entered at a byte instead. */
const BY_BYTE = /mpegts|mpeg\b|mpegps|h264|hevc|m4v|obu/;
const HIDDEN = 4;

/** A file as a row of packets of its video stream. Everything here blocks: it lives in a process of its own. */
export class Demuxer {
  readonly packet = new Packet();
  readonly path: string;
  readonly #name: string;
  #format: FormatContext;
  #stream: Stream;

  private constructor(path: string, name: string) {
    this.path = path;
    this.#name = name;
    this.packet.alloc();
    [this.#format, this.#stream] = opened(path, name);
  }

  static open(path: string, name: string): Demuxer {
    return new Demuxer(path, name);
  }

  get stream(): Stream {
    return this.#stream;
  }

  get container(): string {
    return this.#format.iformat?.name ?? 'unknown';
  }

  /** How far reading has come, 0 to 1, by bytes. */
  share(size: number): number {
    const at = Number(this.packet.pos);
    return at > 0 && size > 0 ? Math.min(1, at / size) : 0;
  }

  /** Brings the next packet of the video stream into `packet`; false at the end. */
  next(): boolean {
    for (;;) {
      this.packet.unref();
      if (this.#format.readFrameSync(this.packet) < 0) return false;
      if (this.packet.streamIndex === this.#stream.index) return true;
    }
  }

  /** What the container says of the packet in hand. */
  scanned(): ScannedPacket {
    const { pts, dts, pos, flags } = this.packet;
    return { pts: timeOf(pts), dts: timeOf(dts), pos: Number(pos), key: (flags & 1) !== 0, hidden: (flags & HIDDEN) !== 0 };
  }

  /** Moves near a place; false when the container cannot. What is read next may lie before it. */
  seek({ pos, ticks }: { readonly pos: number; readonly ticks: number | null }): boolean {
    if (BY_BYTE.test(this.container) && pos >= 0) return this.#format.seekFrameSync(-1, BigInt(pos), AVSEEK_FLAG_BYTE) >= 0;
    if (ticks === null) return false;
    return this.#format.seekFrameSync(this.#stream.index, BigInt(Math.trunc(ticks)), AVSEEK_FLAG_BACKWARD) >= 0;
  }

  /** Back to the first packet, by opening the file anew: seeking there is not exact in every container. */
  rewind(): void {
    this.#format.closeInputSync();
    [this.#format, this.#stream] = opened(this.path, this.#name);
  }

  close(): void {
    this.packet.free();
    this.#format.closeInputSync();
  }
}

function opened(path: string, name: string): [FormatContext, Stream] {
  const format = new FormatContext();
  if (format.openInputSync(path, null, null) < 0) throw new AppError('media/broken', `“${name}” cannot be read as a clip.`, { params: { name } });
  if (format.findStreamInfoSync(null) < 0) throw unreadable(format, name);
  const at = format.findBestStream(AVMEDIA_TYPE_VIDEO);
  const stream = format.streams.find(({ index }) => index === at);
  if (stream === undefined) {
    format.closeInputSync();
    throw new AppError('video/no-picture', `“${name}” has no video in it, only sound or data.`, { params: { name } });
  }
  for (const other of format.streams) if (other.index !== stream.index) other.discard = AVDISCARD_ALL;
  return [format, stream];
}

function unreadable(format: FormatContext, name: string): AppError {
  format.closeInputSync();
  return new AppError('media/broken', `“${name}” begins like a clip but what follows is damaged.`, { params: { name } });
}
