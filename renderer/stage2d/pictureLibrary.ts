import type { FromPictures, Picture, PictureSource, ToPictures } from './pictureMessages.ts';

/** Decoded pixels kept for stepping back and forth; four bytes each. */
const MOST_PIXELS = 96_000_000;

export type Loaded = { readonly picture: Picture } | { readonly problem: string };

interface Shelf {
  readonly loaded: Promise<Loaded>;
  now: Loaded | null;
}

/** Decoded pictures by address; the one on screen and its neighbours. */
export class PictureLibrary {
  readonly #worker = new Worker(new URL('./picture.worker.ts', import.meta.url), { type: 'module', name: 'pictures' });
  /** Least lately used first. */
  readonly #shelves = new Map<string, Shelf>();
  readonly #waiting = new Map<number, (answer: Loaded) => void>();
  #asked = 0;
  #kept = '';

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<FromPictures>) => {
      this.#waiting.get(data.id)?.('picture' in data ? { picture: data.picture } : { problem: data.problem });
      this.#waiting.delete(data.id);
    };
    // Its own failures come as messages; this is the worker as a whole, for instance out of memory.
    this.#worker.onerror = () => {
      for (const answer of this.#waiting.values()) answer({ problem: 'media/unreadable' });
      this.#waiting.clear();
    };
  }

  dispose(): void {
    this.#worker.terminate();
    for (const shelf of this.#shelves.values()) close(shelf);
    this.#shelves.clear();
  }

  /** The picture if it is here already. */
  ready(source: PictureSource): Loaded | null {
    return this.#shelves.get(keyOf(source))?.now ?? null;
  }

  load(source: PictureSource): Promise<Loaded> {
    const key = keyOf(source);
    const shelf = this.#shelves.get(key) ?? this.#ask(source);
    this.#shelves.delete(key);
    this.#shelves.set(key, shelf);
    return shelf.loaded;
  }

  /** The picture on screen is never let go. */
  keep(source: PictureSource): void {
    this.#kept = keyOf(source);
  }

  #ask(source: PictureSource): Shelf {
    this.#asked += 1;
    const id = this.#asked;
    const shelf: Shelf = { now: null, loaded: new Promise((resolve) => this.#waiting.set(id, resolve)) };
    void shelf.loaded.then((loaded) => this.#arrived(keyOf(source), shelf, loaded));
    this.#worker.postMessage({ id, source } satisfies ToPictures);
    return shelf;
  }

  #arrived(key: string, shelf: Shelf, loaded: Loaded): void {
    shelf.now = loaded;
    // What failed may succeed next time: the file may have come back.
    if ('problem' in loaded) this.#shelves.delete(key);
    let pixels = [...this.#shelves.values()].reduce((sum, own) => sum + pixelsOf(own), 0);
    for (const [old, own] of this.#shelves) {
      if (pixels <= MOST_PIXELS) return;
      if (old === this.#kept || old === key || own.now === null) continue;
      pixels -= pixelsOf(own);
      close(own);
      this.#shelves.delete(old);
    }
  }
}

function keyOf({ url, tiles }: PictureSource): string {
  return tiles === null ? url : `${url} ${tiles.tag}`;
}

function pixelsOf({ now }: Shelf): number {
  return now !== null && 'picture' in now ? now.picture.full.width * now.picture.full.height : 0;
}

function close({ now }: Shelf): void {
  if (now === null || !('picture' in now)) return;
  now.picture.full.close();
  now.picture.far?.close();
}
