import type { FromEven, ToEven } from './even.worker.ts';
import type { Picture } from './pictureMessages.ts';

/** Counting more pixels than this would tell nothing more. */
const COUNTED = 1024;

/** Asks for the tables that even out a picture's contrast; once for each picture, and not before they are wanted. */
export class EvenCounter {
  readonly #tables = new WeakMap<Picture, Uint8Array<ArrayBuffer>>();
  readonly #changed: () => void;
  #worker: Worker | null = null;
  #asked: { readonly id: number; readonly picture: Picture } | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  dispose(): void {
    this.#worker?.terminate();
  }

  /** Null until they are counted. */
  of(picture: Picture): Uint8Array<ArrayBuffer> | null {
    const tables = this.#tables.get(picture) ?? null;
    if (tables === null && this.#asked?.picture !== picture) void this.#ask(picture);
    return tables;
  }

  async #ask(picture: Picture): Promise<void> {
    const id = (this.#asked?.id ?? 0) + 1;
    this.#asked = { id, picture };
    const source = picture.far ?? picture.full;
    const factor = Math.min(1, COUNTED / Math.max(source.width, source.height));
    const small = await createImageBitmap(source, { resizeWidth: Math.max(1, Math.round(source.width * factor)), resizeHeight: Math.max(1, Math.round(source.height * factor)) }).catch(() => null);
    if (small === null) return;
    this.#worker ??= this.#start();
    this.#worker.postMessage({ id, picture: small } satisfies ToEven, [small]);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./even.worker.ts', import.meta.url), { type: 'module', name: 'contrast' });
    worker.onmessage = ({ data: { id, tables } }: MessageEvent<FromEven>) => {
      if (this.#asked?.id !== id || tables === null) return;
      this.#tables.set(this.#asked.picture, tables);
      this.#changed();
    };
    return worker;
  }
}
