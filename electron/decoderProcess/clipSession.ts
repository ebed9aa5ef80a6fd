import { statSync } from 'node:fs';
import { AppError } from '#shared/base/errors.ts';

import type { FrameForm, StreamFacts } from '../services/video/decoderContract.ts';
import type { FrameIndex } from '../services/video/frameIndex.ts';
import { Demuxer } from './demuxer.ts';
import { ExactFrames } from './exactFrames.ts';
import { AV_LOG_QUIET, Log, type Frame } from './ffmpeg.ts';
import { FrameDecoder } from './frameDecoder.ts';
import { hashOf, messageOf, previewOf } from './frameImage.ts';
import { FrameShelf } from './frameShelf.ts';
import { scanClip, type Scanned } from './scanClip.ts';
import { formatName, streamFactsOf } from './streamFacts.ts';

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

/** One open clip: its facts, its index, and its frames by number. Questions are answered one after another, the newest first. */
export class ClipSession {
  readonly facts: StreamFacts;
  readonly #ports: SessionPorts;
  readonly #source: { readonly path: string; readonly name: string; readonly bytes: number };
  readonly #demuxer: Demuxer;
  readonly #decoder: FrameDecoder;
  readonly #shelf: FrameShelf;
  #frames: ExactFrames | null = null;
  #count = 0;
  #travel: Travel | null = null;
  #frameBytes = 0;
  #asked = 0;
  #working = Promise.resolve();

  constructor({ path, name }: { readonly path: string; readonly name: string }, ports: SessionPorts) {
    Log.setLevel(AV_LOG_QUIET);
    this.#ports = ports;
    this.#source = { path, name, bytes: statSync(path).size };
    this.#demuxer = Demuxer.open(path, name);
    this.#decoder = new FrameDecoder(this.#demuxer, { threads: ports.threads, name });
    this.#shelf = new FrameShelf(ports.mostBytes);
    this.facts = streamFactsOf(this.#demuxer);
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
    this.#count = index.pts.length;
    if (this.#frames === null) this.#frames = new ExactFrames({ demuxer: this.#demuxer, decoder: this.#decoder, index, name: this.#source.name });
    else this.#frames.learn(index);
  }

  async frame(frame: number, as: FrameForm, signal: AbortSignal): Promise<Uint8Array> {
    const ready = as.form === 'planes' ? this.#shelf.get(frame) : null;
    if (ready !== null) return ready;
    return this.#alone(signal, async (breathe) => {
      if (as.form === 'preview') return previewOf(await this.#bring(frame, breathe), this.facts, as.side);
      return this.#shelf.get(frame) ?? this.#keep(frame, await this.#bring(frame, breathe));
    });
  }

  async prove(frames: readonly number[], pts: (frame: number) => number | null, signal: AbortSignal): Promise<{ frame: number; pts: number | null; sha256: string }[]> {
    const proofs: { frame: number; pts: number | null; sha256: string }[] = [];
    for (const frame of frames) proofs.push({ frame, pts: pts(frame), sha256: await this.#alone(signal, async (breathe) => hashOf(await this.#bring(frame, breathe))) });
    return proofs;
  }

  travel(travel: Travel): void {
    this.#travel = travel;
    this.#goAhead();
  }

  close(): void {
    this.#decoder.close();
    this.#demuxer.close();
  }

  /** One after another: there is one decoder. Whoever gave up waiting costs nothing. */
  async #alone<T>(signal: AbortSignal, work: (breathe: () => Promise<void>) => Promise<T>): Promise<T> {
    this.#asked += 1;
    const before = this.#working;
    const turn = (async (): Promise<T> => {
      await before;
      signal.throwIfAborted();
      return work(this.#breather(() => signal.throwIfAborted()));
    })();
    this.#working = turn.then(() => undefined, () => undefined);
    void this.#working.finally(() => this.#goAhead());
    return turn;
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
    if (this.#frames === null || frame >= this.#count) throw new AppError('video/no-such-frame', `“${this.#source.name}” has no frame ${frame}.`, { params: { name: this.#source.name, frame } });
    // Who goes backwards wants next what is decoded on the way; kept for everyone, it would cost a copy of each.
    const back = this.#travel?.direction === -1 ? this.#shelf.room(this.#frameBytes * 2) : 0;
    const onWay = (passed: number, picture: Frame): void => {
      if (passed >= 0 && passed < frame && frame - passed <= back && this.#frameBytes > 0 && !this.#shelf.has(passed)) this.#keep(passed, picture);
    };
    return this.#frames.bring({ frame, breathe, onWay, hurry: back === 0 });
  }

  #keep(frame: number, picture: Frame): Uint8Array {
    const bytes = messageOf(picture, this.facts, formatName);
    this.#frameBytes = bytes.length;
    this.#shelf.put(frame, bytes);
    return bytes;
  }

  /** Gets frames ready ahead, one at a time, until something is asked. */
  #goAhead(): void {
    const asked = this.#asked;
    const ahead = this.#nextAhead();
    if (ahead === null) return;
    this.#working = this.#working.then(() => this.#readyAhead(ahead, asked)).catch(() => undefined);
  }

  async #readyAhead(frame: number, asked: number): Promise<void> {
    const stop = (): void => {
      if (asked !== this.#asked) throw new AppError('video/called-off', 'Something else was asked for.');
    };
    stop();
    this.#keep(frame, await this.#bring(frame, this.#breather(stop)));
    await this.#ports.pause();
    if (asked === this.#asked) this.#goAhead();
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

