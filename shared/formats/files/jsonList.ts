import type { SinkFile } from './files.ts';

const PIECE = 1 << 20;

/**
 * A JSON list that goes to its file as it grows, one entry per line, so that people and `diff` can read it: the text of
 * a large data set does not fit in one string, and its objects would fill the memory beside their text.
 */
export class JsonList {
  readonly #done: Uint8Array[] = [];
  #text: string[] = [];
  #length = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(value: object): void {
    const text = `${this.#count === 0 ? '' : ',\n'}${JSON.stringify(value)}`;
    this.#text.push(text);
    this.#length += text.length;
    this.#count += 1;
    if (this.#length > PIECE) this.#pack();
  }

  /** Hands on what has piled up; `all` also what is less than a piece. */
  async drain(file: SinkFile, all: boolean): Promise<void> {
    if (all) this.#pack();
    for (const bytes of this.#done.splice(0)) await file.append(bytes);
  }

  #pack(): void {
    if (this.#text.length > 0) this.#done.push(new TextEncoder().encode(this.#text.join('')));
    this.#text = [];
    this.#length = 0;
  }
}

/** Text to a file that is open. */
export async function appendText(file: SinkFile, text: string): Promise<void> {
  await file.append(new TextEncoder().encode(text));
}
