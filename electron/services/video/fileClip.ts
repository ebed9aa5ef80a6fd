import { stat } from 'node:fs/promises';
import { errorCode } from '#shared/base/errors.ts';
import { must } from '#shared/base/must.ts';
import type { ClipFacts, ClipNews, ClipProgress, ClipTimes, FrameProof } from '#shared/bridge/clipContract.ts';
import { FRAME_MEDIA_TYPE, LUMA_MEDIA_TYPE } from '#shared/bridge/clipFrame.ts';
import type { Wire } from '#shared/bridge/service.ts';
import { diskError } from '../files/diskError.ts';
import { mediaProblem } from '../media/mediaProblems.ts';
import { clipFactsOf } from './clipFacts.ts';
import type { ClipIndexes, KeptIndex } from './clipIndexes.ts';
import type { ClipSource, FrameAnswer } from './clipSource.ts';
import type { FrameForm, ReviewSource, ScanStep, StreamFacts } from './decoderContract.ts';
import { DecoderLine, type Decoder } from './decoderLine.ts';
import { columnsOf, indexOf } from './indexColumns.ts';
import { JoinedFeed } from './joinedFeed.ts';

const MEDIA_TYPES: Readonly<Record<FrameForm['form'], string>> = { planes: FRAME_MEDIA_TYPE, luma: LUMA_MEDIA_TYPE, preview: 'image/jpeg' };

export interface FileClipParts {
  readonly path: string;
  readonly name: string;
  readonly tag: string;
  readonly launch: () => Promise<Wire>;
  readonly indexes: ClipIndexes;
  /** Tells whoever has the clip open. */
  readonly tell: (news: ClipNews) => void;
}

/** A clip in a file: decoded in a process of its own, indexed once for each version of the file. */
export class FileClip implements ClipSource {
  readonly tag: string;
  readonly #parts: FileClipParts;
  readonly #line: DecoderLine;
  readonly #scan: JoinedFeed<ClipProgress>;
  readonly #stamp: Promise<string>;
  #stream: StreamFacts | null = null;
  #kept: KeptIndex | null = null;

  constructor(parts: FileClipParts) {
    this.tag = parts.tag;
    this.#parts = parts;
    this.#stamp = stampOf(parts.path);
    this.#line = new DecoderLine({ launch: parts.launch, name: parts.name, prepare: (decoder) => this.#prepare(decoder), onLost: () => parts.tell({ code: 'video/decoder-restarted', params: { name: parts.name } }) });
    this.#scan = new JoinedFeed((signal) => this.#look(signal));
  }

  get facts(): ClipFacts | null {
    return this.#stream === null ? null : clipFactsOf(this.tag, this.#stream, this.#kept);
  }

  async *progress(signal: AbortSignal): AsyncGenerator<ClipProgress> {
    yield* this.#scan.join(signal);
  }

  async frame(frame: number, as: FrameForm, signal: AbortSignal): Promise<FrameAnswer> {
    await this.#unchanged();
    const { bytes } = await this.#line.ask((decoder) => decoder.frame({ frame, as }, { signal }));
    return { bytes: new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length), mediaType: MEDIA_TYPES[as.form] };
  }

  times(from: number, count: number): ClipTimes {
    const index = this.#kept?.index ?? null;
    const [num, den] = this.#stream?.timebase ?? [1, 1];
    if (index === null) return { from, times: [], keys: [] };
    const first = index.pts[0] ?? 0;
    const times = Array.from(index.pts.subarray(from, from + count), (pts) => ((pts - first) * num) / den);
    const orders = new Set(index.keys.map(({ order }) => order));
    const keys = Array.from(times.keys(), (at) => from + at).filter((frame) => orders.has(index.order[frame] ?? -1));
    return { from, times, keys };
  }

  async prove(frames: readonly number[], signal: AbortSignal): Promise<FrameProof[]> {
    await this.#unchanged();
    const found = await this.#line.ask((decoder) => decoder.prove({ frames: [...frames] }, { signal }));
    const timebase = this.#stream?.timebase ?? [1, 1];
    return found.map((proof) => ({ ...proof, timebase: [timebase[0], timebase[1]] }));
  }

  async framesElsewhere(signal: AbortSignal): Promise<ReviewSource> {
    await this.#unchanged();
    for await (const step of this.progress(signal)) if (step.done) break;
    const { path, name } = this.#parts;
    return { path, name, index: columnsOf(must(this.#kept, 'an index at the end of a scan').index) };
  }

  travel(to: Parameters<ClipSource['travel']>[0]): void {
    void this.#line.running().then((decoder) => decoder?.travel(to)).catch(() => undefined);
  }

  rest(): void {
    this.#line.rest();
  }

  close(): void {
    this.#scan.close();
    this.#line.close();
  }

  async #prepare(decoder: Decoder): Promise<void> {
    this.#stream = await decoder.open({ path: this.#parts.path, name: this.#parts.name });
    this.#kept ??= await this.#parts.indexes.find(this.tag);
    if (this.#kept !== null) await decoder.use({ index: columnsOf(this.#kept.index) });
  }

  /** The index that was kept, or a scan whose steps can be used while it goes. A scan that lost its process begins again. */
  async *#look(signal: AbortSignal): AsyncGenerator<ClipProgress> {
    for (;;) {
      await this.#line.ask(() => Promise.resolve(null));
      if (this.#kept?.whole === true) {
        yield { share: 1, done: true, clip: this.facts };
        return;
      }
      const decoder = await this.#line.running();
      if (decoder === null) continue;
      try {
        for await (const step of decoder.scan({}, { signal })) yield await this.#learn(step);
        return;
      } catch (error) {
        if (errorCode(error) !== 'host/lost' || signal.aborted) throw error;
      }
    }
  }

  async #learn(step: ScanStep): Promise<ClipProgress> {
    const index = step.index === null ? null : indexOf(step.index);
    if (index !== null) this.#kept = { index, end: step.end, problems: step.problems, whole: step.done };
    if (step.done && (index === null || index.pts.length === 0)) throw mediaProblem('video/no-frames', this.#parts.name);
    if (step.done && this.#kept !== null) await this.#parts.indexes.keep(this.tag, this.#kept);
    return { share: step.share, done: step.done, clip: (this.#kept?.index.pts.length ?? 0) > 0 ? this.facts : null };
  }

  /** A file that was replaced has other frames under the same numbers. */
  async #unchanged(): Promise<void> {
    const { path, name, tell } = this.#parts;
    const now = await stampOf(path).catch((error: unknown) => {
      tell({ code: errorCode(error), params: { name } });
      throw error;
    });
    if (now === (await this.#stamp)) return;
    tell({ code: 'video/file-changed', params: { name } });
    throw mediaProblem('media/changed', name);
  }
}

async function stampOf(path: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(path).catch((cause: unknown) => Promise.reject(diskError(cause, path)));
  return `${size} ${mtimeMs} ${ino}`;
}
