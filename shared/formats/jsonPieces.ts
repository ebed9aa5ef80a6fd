import { joinBytes } from '../base/joinBytes.ts';

const PIECE = 1 << 20;

/**
 * A JSON list that is turned to bytes as it grows: the text of a large data set does not fit in one string, and its
 * objects would fill the memory beside their text.
 */
export class JsonPieces {
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
    if (this.#length > PIECE) this.#flush();
  }

  /** One object with these fields in this order, one list entry per line, so that people and `diff` can read it. */
  static file(fields: readonly (readonly [string, object | JsonPieces])[]): Uint8Array {
    const encoder = new TextEncoder();
    const parts = fields.flatMap(([key, value], index) => [
      encoder.encode(`${index === 0 ? '{\n' : ',\n'}${JSON.stringify(key)}: `),
      ...(value instanceof JsonPieces ? value.#bytes() : [encoder.encode(JSON.stringify(value))]),
    ]);
    return joinBytes([...parts, encoder.encode('\n}\n')]);
  }

  #bytes(): readonly Uint8Array[] {
    this.#flush();
    const encoder = new TextEncoder();
    return [encoder.encode('[\n'), ...this.#done, encoder.encode('\n]')];
  }

  #flush(): void {
    this.#done.push(new TextEncoder().encode(this.#text.join('')));
    this.#text = [];
    this.#length = 0;
  }
}
