/** A source text without what only people read. Same length, same lines: positions stay true. */
export interface Stripped {
  /** Comments and the inside of strings and regular expressions are blanks; quotes stay. */
  readonly code: string;
  /** Only the comments, everything else blank. */
  readonly comments: string;
  /** The inside of every string and template piece, by the position of its opening quote. */
  readonly strings: ReadonlyMap<number, string>;
}

/**
 * A small scanner, since the native compiler has no interface for programs. It knows comments, strings, templates with
 * nested code and regular expressions; a quote that is not closed on its line is text (JSX), not a string.
 */
export function stripSource(text: string): Stripped {
  return new Scanner(text).run();
}

const BEFORE_REGEX = /(?:^|[=(,:[!&|?{};+*%~^>-]|\b(?:return|typeof|case|in|of|do|else|void|throw|await|yield))\s*$/;

class Scanner {
  readonly #text: string;
  readonly #code: string[];
  readonly #comments: string[];
  readonly #strings = new Map<number, string>();
  /** Depth of braces at which each open template goes on. */
  readonly #templates: number[] = [];
  #depth = 0;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#code = blank(text).split('');
    this.#comments = blank(text).split('');
  }

  run(): Stripped {
    while (this.#at < this.#text.length) this.#step();
    return { code: this.#code.join(''), comments: this.#comments.join(''), strings: this.#strings };
  }

  #step(): void {
    const here = this.#text[this.#at] ?? '';
    const next = this.#text[this.#at + 1] ?? '';
    if (here === '/' && next === '/') return this.#comment(endOr(this.#text.indexOf('\n', this.#at), this.#text.length));
    if (here === '/' && next === '*') return this.#comment(endOr(this.#text.indexOf('*/', this.#at + 2) + 2, this.#text.length, 1));
    if (here === "'" || here === '"') return this.#string(here);
    if (here === '`') return this.#template(this.#at);
    if (here === '}' && this.#templates.at(-1) === this.#depth) return this.#goOnTemplate();
    if (here === '/' && next !== '>' && this.#regex()) return undefined;
    if (here === '{') this.#depth += 1;
    if (here === '}') this.#depth -= 1;
    return this.#keep();
  }

  #keep(): void {
    this.#code[this.#at] = this.#text[this.#at] ?? '';
    this.#at += 1;
  }

  #comment(end: number): void {
    for (let at = this.#at; at < end; at += 1) this.#comments[at] = this.#text[at] ?? '';
    this.#at = end;
  }

  #string(quote: string): void {
    const start = this.#at;
    const end = closing(this.#text, start + 1, quote);
    if (end === -1) return this.#keep();
    this.#strings.set(start, this.#text.slice(start + 1, end));
    this.#quote(start, end);
  }

  #quote(start: number, end: number): void {
    this.#code[start] = this.#text[start] ?? '';
    this.#code[end] = this.#text[end] ?? '';
    this.#at = end + 1;
  }

  /** From a backtick or from the brace that ends a hole, up to the next hole or the closing backtick. */
  #template(start: number): void {
    let at = start + 1;
    while (at < this.#text.length) {
      if (this.#text[at] === '\\') at += 1;
      else if (this.#text[at] === '`') break;
      else if (this.#text[at] === '$' && this.#text[at + 1] === '{') {
        this.#strings.set(start, this.#text.slice(start + 1, at));
        this.#templates.push(this.#depth);
        return this.#quote(start, at + 1);
      }
      at += 1;
    }
    this.#strings.set(start, this.#text.slice(start + 1, at));
    this.#quote(start, Math.min(at, this.#text.length - 1));
  }

  #goOnTemplate(): void {
    this.#templates.pop();
    this.#template(this.#at);
  }

  #regex(): boolean {
    const before = this.#code.slice(Math.max(0, this.#at - 40), this.#at).join('');
    if (before.endsWith('<') || !BEFORE_REGEX.test(before)) return false;
    const found = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//.exec(this.#text.slice(this.#at, this.#at + 2000));
    if (found === null) return false;
    this.#quote(this.#at, this.#at + found[0].length - 1);
    return true;
  }
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}

function closing(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/** `found`, or `otherwise` when a search found nothing (`-1` plus what was added to it). */
function endOr(found: number, otherwise: number, absent = -1): number {
  return found === absent ? otherwise : found;
}
