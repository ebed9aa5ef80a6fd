import type { CloudWorker, Fetched, ShownCloud } from './cloudMessages.ts';

/** Clouds kept for stepping back and forth, in bytes. The one on screen is kept whatever its size. */
const MOST_BYTES = 384 << 20;

interface Place {
  readonly fetched: Promise<Fetched>;
  now: Fetched | null;
}

/** Clouds by address: the one on screen, its neighbours and those that were seen last, as long as there is room. */
export class CloudShelf {
  readonly #worker: CloudWorker;
  /** Least lately used first. */
  readonly #places = new Map<string, Place>();
  readonly #waiting = new Map<number, { readonly url: string; readonly answer: (fetched: Fetched) => void }>();
  readonly #onShare: (url: string, share: number) => void;
  #asked = 0;
  #kept = '';

  constructor(worker: CloudWorker, onShare: (url: string, share: number) => void) {
    this.#worker = worker;
    this.#onShare = onShare;
    worker.onAnswer((message) => {
      const waiting = this.#waiting.get(message.id);
      if (waiting === undefined) return;
      if ('share' in message) return this.#onShare(waiting.url, message.share);
      this.#waiting.delete(message.id);
      waiting.answer('shown' in message ? { shown: message.shown } : { trouble: message.trouble });
    });
    worker.onLost(() => this.#giveUp('cloud/memory'));
  }

  dispose(): void {
    this.#worker.end();
    this.#places.clear();
    this.#giveUp('media/unreadable');
  }

  /** The cloud on screen is never let go. */
  keep(url: string): void {
    this.#kept = url;
  }

  load(url: string): Promise<Fetched> {
    const place = this.#places.get(url) ?? this.#ask(url);
    this.#places.delete(url);
    this.#places.set(url, place);
    return place.fetched;
  }

  /** Bytes of all clouds that are held. */
  get bytes(): number {
    return [...this.#places.values()].reduce((sum, { now }) => sum + (now !== null && 'shown' in now ? bytesOf(now.shown) : 0), 0);
  }

  #giveUp(code: string): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { answer } of waiting) answer({ trouble: { code, params: {} } });
  }

  #ask(url: string): Place {
    const id = (this.#asked += 1);
    const place: Place = { now: null, fetched: new Promise((answer) => this.#waiting.set(id, { url, answer })) };
    void place.fetched.then((fetched) => {
      place.now = fetched;
      // What failed may succeed next time: the file may have come back.
      if ('trouble' in fetched) this.#places.delete(url);
      else this.#makeRoom(url);
    });
    this.#worker.ask({ id, url });
    return place;
  }

  #makeRoom(newest: string): void {
    for (const [url, { now }] of this.#places) {
      if (this.bytes <= MOST_BYTES) return;
      if (url !== this.#kept && url !== newest && now !== null) this.#places.delete(url);
    }
  }
}

function bytesOf({ cloud, order }: ShownCloud): number {
  const buffers = new Set([cloud.positions.buffer, order.buffer, ...cloud.columns.map(({ values }) => values.buffer)]);
  return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
