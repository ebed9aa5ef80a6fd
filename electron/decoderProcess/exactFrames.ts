import { AppError } from '#shared/base/errors.ts';
import { frameAt, keyBefore, type FrameIndex, type KeyPacket } from '../services/video/frameIndex.ts';
import type { Demuxer } from './demuxer.ts';
import type { Frame } from './ffmpeg.ts';
import type { FrameDecoder } from './frameDecoder.ts';

/** Lets other questions in, and ends the work when nobody wants it any more. */
export type Breathe = () => Promise<void>;

export interface Wanted {
  readonly frame: number;
  readonly breathe: Breathe;
  /** Frames on the way are of no use and may be left out. */
  readonly hurry: boolean;
  /** Sees each frame that is decoded on the way, by number; -1 for one that is not in the index. */
  readonly onWay: (frame: number, picture: Frame) => void;
}

/** Decoding forwards is cheaper than seeking as long as the frame is in reach. */
const REACH_WITHOUT_KEYS = 48;

/**
 * Frames by number, and never another one: a frame is delivered only when its time is the one the index has for that
 * number. Frames are not counted after a seek, and time is never computed from a rate.
 */
export class ExactFrames {
  readonly #demuxer: Demuxer;
  readonly #decoder: FrameDecoder;
  readonly #name: string;
  /** Keys that did not give clean pictures when decoding began at them. */
  readonly #unclean = new Set<KeyPacket>();
  #index: FrameIndex;
  /** Number of the frame the decoder gave last; null when that is not known. */
  #at: number | null = null;

  constructor(parts: { readonly demuxer: Demuxer; readonly decoder: FrameDecoder; readonly index: FrameIndex; readonly name: string }) {
    this.#demuxer = parts.demuxer;
    this.#decoder = parts.decoder;
    this.#index = parts.index;
    this.#name = parts.name;
  }

  /** Number of the frame in the decoder's hand; null when that is not known, -1 before the first. */
  get at(): number | null {
    return this.#at;
  }

  /** Frames to decode until this one comes, going on from where the reader is; infinite when it has to begin at a key frame. */
  stepsTo(frame: number): number {
    if (this.#at === null) return Infinity;
    return frame === this.#at ? 0 : this.#isAhead(frame, this.#at) ? frame - this.#at : Infinity;
  }

  close(): void {
    this.#decoder.close();
    this.#demuxer.close();
  }

  /** More frames are known, or the same ones better. The numbers given out so far stay. */
  learn(index: FrameIndex): void {
    this.#index = index;
  }

  /** Brings the frame into the decoder's hand. */
  async bring(wanted: Wanted): Promise<Frame> {
    const { frame } = wanted;
    if (frame === this.#at) return this.#decoder.frame;
    this.#decoder.hurryTo(wanted.hurry && this.#index.by === 'packets' ? (this.#index.pts[frame] ?? null) : null);
    if (this.#at !== null && this.#isAhead(frame, this.#at) && (await this.#forwards(wanted))) return this.#decoder.frame;
    const first = keyBefore(this.#index, frame);
    for (let at = first; at > 0 && this.#index.by === 'packets'; at -= 1) {
      const key = this.#index.keys[at];
      if (key === undefined || this.#unclean.has(key)) continue;
      if (await this.#fromKey(key, wanted)) return this.#decoder.frame;
      this.#unclean.add(key);
    }
    this.#rewind();
    if (await this.#forwards(wanted)) return this.#decoder.frame;
    throw new AppError('video/frame-broken', `Frame ${frame} of “${this.#name}” is damaged and cannot be shown. The frames around it can.`, { params: { name: this.#name, frame } });
  }

  #isAhead(frame: number, at: number): boolean {
    if (frame <= at) return false;
    if (this.#index.by === 'decoded') return true;
    const key = keyBefore(this.#index, frame);
    return frame - at <= REACH_WITHOUT_KEYS || (key >= 0 && (this.#index.keys[key]?.order ?? 0) <= (this.#index.order[at] ?? -1));
  }

  /** Decodes from where we are until the frame comes; false when it does not. */
  async #forwards(wanted: Wanted): Promise<boolean> {
    while (this.#step(wanted)) {
      if (this.#at === wanted.frame) return true;
      if (this.#at !== null && this.#at > wanted.frame) return false;
      await wanted.breathe();
    }
    this.#at = null;
    return false;
  }

  /** Seeks to a key and decodes from there. False when what came first does not fit the index: open groups, and seeks that miss. */
  async #fromKey(key: KeyPacket, wanted: Wanted): Promise<boolean> {
    this.#at = null;
    if (!this.#demuxer.seek({ pos: key.pos, ticks: this.#middleOf(key) })) return false;
    this.#decoder.flush({ waitForKey: true });
    if (!this.#step(wanted)) return false;
    const { began } = this.#decoder;
    const from = this.#at ?? -1;
    if (from < 0 || began === null || began > (key.pts ?? key.dts ?? began)) return false;
    // Pictures shown before the key's own lean on what lies before it.
    if ((this.#index.pts[from] ?? Infinity) > (key.pts ?? -Infinity) && from > wanted.frame) return false;
    if (this.#at === wanted.frame) return true;
    return from < wanted.frame ? this.#forwards(wanted) : false;
  }

  /** A time between a key and the next one: seeking to the key's own time lands one too early in some containers. */
  #middleOf(key: KeyPacket): number | null {
    const own = key.pts ?? key.dts;
    const next = this.#index.keys[this.#index.keys.indexOf(key) + 1];
    const end = next?.dts ?? next?.pts ?? null;
    return own === null || end === null || end <= own ? own : own + (end - own) / 2;
  }

  #rewind(): void {
    this.#demuxer.rewind();
    this.#decoder.flush({ waitForKey: false });
    this.#at = this.#index.by === 'decoded' ? -1 : null;
  }

  /** One frame on; false at the end. */
  #step({ onWay }: Wanted): boolean {
    const before = this.#at;
    const got = this.#decoder.next();
    if (got === null) return false;
    if (this.#index.by === 'decoded') this.#at = (before ?? -1) + 1;
    else {
      const found = got.pts === null ? -1 : frameAt(this.#index, got.pts);
      this.#at = found < 0 ? null : found;
    }
    onWay(this.#at ?? -1, this.#decoder.frame);
    return true;
  }
}
