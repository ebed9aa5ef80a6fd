import type { TensorValue } from '#shared/vision/models/inputTensor.ts';

export type Embedding = Readonly<Record<string, TensorValue>>;

/** What was seen of pictures, by key; the least lately used go when all together are larger than allowed. */
export class Embeddings {
  readonly #most: number;
  readonly #all = new Map<string, Embedding>();

  /** `most`: bytes. The newest stays, however large it is. */
  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): Embedding | null {
    const found = this.#all.get(key);
    if (found === undefined) return null;
    this.#all.delete(key);
    this.#all.set(key, found);
    return found;
  }

  put(key: string, embedding: Embedding): void {
    this.#all.delete(key);
    this.#all.set(key, embedding);
    let bytes = [...this.#all.values()].reduce((sum, one) => sum + bytesOf(one), 0);
    for (const [old, one] of this.#all) {
      if (bytes <= this.#most || old === key) return;
      bytes -= bytesOf(one);
      this.#all.delete(old);
    }
  }
}

function bytesOf(embedding: Embedding): number {
  return Object.values(embedding).reduce((sum, { data }) => sum + data.byteLength, 0);
}
