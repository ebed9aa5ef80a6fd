import { statSync } from 'node:fs';
import { ByteShelf } from '#shared/base/byteShelf.ts';
import { AppError } from '#shared/base/errors.ts';
import type { FrameProof } from '#shared/bridge/clipContract.ts';
import { lumaPartOf } from '../services/video/lumaPart.ts';
import type { FrameForm, StreamFacts } from '../services/video/decoderContract.ts';
import type { FrameIndex } from '../services/video/frameIndex.ts';
import { Demuxer } from './demuxer.ts';
import { ExactFrames } from './exactFrames.ts';
import { AV_LOG_QUIET, Log, type Frame } from './ffmpeg.ts';
import { FrameDecoder } from './frameDecoder.ts';
import { FrameReaders } from './frameReaders.ts';
import { hashOf, messageOf, previewOf } from './frameImage.ts';
import { scanClip, type Scanned } from './scanClip.ts';
import { streamFactsOf } from './streamFacts.ts';

export interface Travel {
  readonly at: number;
  readonly direction: -1 | 0 | 1;
  readonly stride: number;
  readonly playing: boolean;
}

export interface SessionPorts {
  readonly ticks: () => number;
  /** Lets everything else that waits have its turn. */
  readonly pause: () => Promise<void>;
  readonly threads: number;
  readonly mostBytes: number;
}

/** Frames got ready ahead of where the person is going. */
const AHEAD = 8;
const BREATH_MS = 8;
/** What readers may hold together: each has the pictures its threads work on, those others lean on, and a few on the way out. */
const READERS_BYTES = 192 * 2 ** 20;
const MOST_READERS = 6;
const BYTES_A_PIXEL = 1.5;
const OTHER_PICTURES = 6;

/** Something that is asked for: a frame to be shown, or what can wait for those. */
interface Job {
  readonly rank: 'now' | 'later';
  readonly run: () => Promise<void>;
  readonly fail: (error: unknown) => void;
}

interface Opened {
  readonly demuxer: Demuxer;
  readonly decoder: FrameDecoder;
}

function openedAt({ path, name }: { readonly path: string; readonly name: string }, threads: number): Opened {
  const demuxer = Demuxer.open(path, name);
  try {
    return { demuxer, decoder: new FrameDecoder(demuxer, { threads, name }) };
  } catch (error) {
    demuxer.close();
    throw error;
  }
}

type Proof = Pick<FrameProof, 'frame' | 'pts' | 'sha256'>;

export function notOpen(): AppError {
  return new AppError('video/not-open', 'No clip is open.');
}

/** Not a failure: something else goes first. */
const WAIT = new Error('something else goes first');

/** One open clip: its facts, its index, and its frames by number. */
export class ClipSession {
  readonly facts: StreamFacts;
  readonly #ports: SessionPorts;
  readonly #source: { readonly path: string; readonly name: string; readonly bytes: number };
  /** Opened for the facts; the first of the readers takes it. */
  #opened: Opened | null;
  /** Frames that are ready, by number. */
  readonly #shelf: ByteShelf<number, Uint8Array>;
  #index: FrameIndex | null = null;
  #readers: FrameReaders | null = null;
  #travel: Travel | null = null;
  #frameBytes = 0;
  #asked = -1;
  readonly #jobs: Job[] = [];
  #busy = false;
  #closed = false;

  constructor({ path, name }: { readonly path: string; readonly name: string }, ports: SessionPorts) {
    Log.setLevel(AV_LOG_QUIET);
    this.#ports = ports;
    this.#source = { path, name, bytes: statSync(path).size };
    this.#opened = openedAt(this.#source, ports.threads);
    this.#shelf = new ByteShelf(ports.mostBytes, ({ length }) => length);
    this.facts = streamFactsOf(this.#opened.demuxer);
  }

  async *scan(signal: AbortSignal): AsyncGenerator<Scanned> {
    const steps = scanClip({
      ...this.#source, promised: this.facts.promised, ticks: this.#ports.ticks,
      breathe: async () => {
        signal.throwIfAborted();
        await this.#ports.pause();
      },
    });
    for await (const step of steps) {
      if (step.index !== null) this.use(step.index);
      yield step;
    }
  }

  use(index: FrameIndex): void {
    this.#index = index;
    if (this.#readers !== null) return this.#readers.learn(index);
    const { stored } = this.facts;
    const most = Math.floor(READERS_BYTES / (stored.width * stored.height * BYTES_A_PIXEL * (this.#ports.threads + OTHER_PICTURES)));
    this.#readers = new FrameReaders({ index, most: Math.min(MOST_READERS, Math.max(1, most)), open: () => this.#reader(this.#index ?? index) });
  }

  async frame(frame: number, as: FrameForm, signal: AbortSignal): Promise<Uint8Array> {
    const ready = as.form === 'planes' ? this.#shelf.get(frame) : null;
    if (as.form === 'planes') this.#follow(frame);
    if (ready !== null) return ready;
    return this.#alone(signal, as.form === 'planes' ? 'now' : 'later', async (breathe) => {
      if (as.form === 'preview') return previewOf(await this.#bring(frame, breathe), this.facts, as.side);
      const whole = this.#shelf.get(frame) ?? this.#keep(frame, await this.#bring(frame, breathe));
      return as.form === 'luma' ? lumaPartOf(whole, as.part) : whole;
    });
  }

  /** Times in ticks, where packets tell them, and hashes of what was decoded. */
  async prove(frames: readonly number[], signal: AbortSignal): Promise<Proof[]> {
    const proofs: Proof[] = [];
    const pts = this.#index?.by === 'packets' ? this.#index.pts : null;
    for (const frame of frames) proofs.push({ frame, pts: pts?.[frame] ?? null, sha256: await this.#alone(signal, 'later', async (breathe) => hashOf(await this.#bring(frame, breathe))) });
    return proofs;
  }

  travel(travel: Travel): void {
    this.#travel = travel;
    void this.#work();
  }

  /** Who asks for one frame after the other is going somewhere, and need not say so. */
  #follow(frame: number): void {
    const step = frame - this.#asked;
    this.#asked = frame;
    if (step === 1 || step === -1) this.travel({ at: frame, direction: step, stride: 1, playing: false });
  }

  /** What is being decoded is let go at its next breath; nothing native is freed under it. */
  close(): void {
    this.#closed = true;
    if (!this.#busy) this.#free();
  }

  #free(): void {
    for (const job of this.#jobs.splice(0)) job.fail(notOpen());
    this.#readers?.close();
    this.#opened?.decoder.close();
    this.#opened?.demuxer.close();
    this.#opened = null;
  }

  #reader(index: FrameIndex): ExactFrames {
    const { demuxer, decoder } = this.#opened ?? openedAt(this.#source, this.#ports.threads);
    this.#opened = null;
    return new ExactFrames({ demuxer, decoder, index, name: this.#source.name });
  }

  /** One after another: there is one decoder. Whoever gave up waiting costs nothing. */
  #alone<T>(signal: AbortSignal, rank: Job['rank'], work: (breathe: () => Promise<void>) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(notOpen());
    return new Promise((resolve, reject) => {
      const run = async (): Promise<void> => {
        signal.throwIfAborted();
        resolve(await work(this.#breather(() => {
          signal.throwIfAborted();
          if (this.#closed) throw notOpen();
          if (rank === 'later' && this.#isWanted()) throw WAIT;
        })));
      };
      this.#jobs.push({ rank, run, fail: reject });
      void this.#work();
    });
  }

  /** Frames before previews, each in the order they were asked for; with nothing to do, frames ahead are got ready. */
  async #work(): Promise<void> {
    if (this.#busy || this.#closed) return;
    this.#busy = true;
    while (!this.#closed) {
      const job = this.#take();
      if (job !== null) await job.run().catch((error: unknown) => (error === WAIT ? void this.#jobs.unshift(job) : job.fail(error)));
      else if (!(await this.#readyAhead()) && this.#jobs.length === 0) break;
    }
    this.#busy = false;
    if (this.#closed) this.#free();
  }

  get #count(): number {
    return this.#index?.pts.length ?? 0;
  }

  #isWanted(): boolean {
    return this.#jobs.some(({ rank }) => rank === 'now');
  }

  #take(): Job | null {
    const at = Math.max(0, this.#jobs.findIndex(({ rank }) => rank === 'now'));
    return this.#jobs.splice(at, 1)[0] ?? null;
  }

  #breather(check: () => void): () => Promise<void> {
    let last = this.#ports.ticks();
    return async () => {
      if (this.#ports.ticks() - last < BREATH_MS) return;
      await this.#ports.pause();
      last = this.#ports.ticks();
      check();
    };
  }

  async #bring(frame: number, breathe: () => Promise<void>): Promise<Frame> {
    if (this.#readers === null || frame >= this.#count) throw new AppError('video/no-such-frame', `“${this.#source.name}” has no frame ${frame}.`, { params: { name: this.#source.name, frame } });
    // Who goes backwards wants next what is decoded on the way; kept for everyone, it would cost a copy of each.
    const back = this.#travel?.direction === -1 ? this.#shelf.room(this.#frameBytes * 2) : 0;
    const onWay = (passed: number, picture: Frame): void => {
      if (passed >= 0 && passed < frame && frame - passed <= back && this.#frameBytes > 0 && !this.#shelf.has(passed)) this.#keep(passed, picture);
    };
    return this.#readers.bring({ frame, breathe, onWay, hurry: back === 0 });
  }

  #keep(frame: number, picture: Frame): Uint8Array {
    const bytes = messageOf(picture, this.facts);
    this.#frameBytes = bytes.length;
    this.#shelf.put(frame, bytes);
    return bytes;
  }

  /** Gets the next frame ready; false when there is none to get ready, or it cannot be. Whatever is asked meanwhile goes first. */
  async #readyAhead(): Promise<boolean> {
    const ahead = this.#nextAhead();
    if (ahead === null) return false;
    const stop = (): void => {
      if (this.#jobs.length > 0 || this.#closed) throw WAIT;
    };
    try {
      this.#keep(ahead, await this.#bring(ahead, this.#breather(stop)));
      await this.#ports.pause();
      return true;
    } catch (error) {
      return error === WAIT;
    }
  }

  #nextAhead(): number | null {
    const travel = this.#travel;
    if (travel === null || travel.direction === 0) return null;
    const most = Math.min(AHEAD, Math.max(1, this.#shelf.room(this.#frameBytes * 2)));
    for (let steps = 1; steps <= most; steps += 1) {
      const frame = travel.at + travel.direction * travel.stride * steps;
      if (frame < 0 || frame >= this.#count) return null;
      if (!this.#shelf.has(frame)) return frame;
    }
    return null;
  }
}
