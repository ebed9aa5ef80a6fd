import { SaxesParser } from 'saxes';
import { AppError } from '../../base/errors.ts';
import type { Source } from './files.ts';
import { textPieces } from './pieces.ts';

/** An element with everything in it. `text`: its own, without that of its children. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

interface Growing {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Growing[];
  text: string;
}

const DEEPEST = 64;
const MOST_NODES = 5_000_000;

/**
 * The elements of an XML file that are called by one of these names, one by one as they end, so that a file of any size
 * passes through. Entities that a file makes up are not followed, and neither is anything outside of it.
 */
export async function* xmlElements(source: Source, name: string, wanted: readonly string[]): AsyncGenerator<XmlNode> {
  const gathering = new Gathering(name, new Set(wanted));
  for await (const piece of textPieces(source, name)) {
    gathering.take(piece);
    yield* gathering.done.splice(0);
  }
  gathering.end();
  yield* gathering.done.splice(0);
}

class Gathering {
  readonly done: XmlNode[] = [];
  readonly #parser = new SaxesParser();
  readonly #stack: Growing[] = [];
  readonly #file: string;
  #depth = 0;
  #nodes = 0;
  #began = false;

  constructor(file: string, wanted: ReadonlySet<string>) {
    this.#file = file;
    this.#parser.on('error', (cause) => { throw this.#refusal(cause); });
    this.#parser.on('opentag', ({ name, attributes }) => {
      this.#depth += 1;
      if (this.#depth > DEEPEST) throw this.#refusal();
      if (this.#stack.length === 0 && !wanted.has(name)) return;
      this.#nodes += 1;
      if (this.#nodes > MOST_NODES) throw this.#refusal();
      const node: Growing = { name, attributes, children: [], text: '' };
      this.#stack.at(-1)?.children.push(node);
      this.#stack.push(node);
    });
    const said = (text: string): void => {
      const top = this.#stack.at(-1);
      if (top !== undefined) top.text += text;
    };
    this.#parser.on('text', said);
    this.#parser.on('cdata', said);
    this.#parser.on('closetag', () => {
      this.#depth -= 1;
      const node = this.#stack.pop();
      if (node === undefined || this.#stack.length > 0) return;
      this.done.push(node);
      this.#nodes = 0;
    });
  }

  take(piece: string): void {
    // Blanks in front of the declaration are common and forbidden.
    const text = this.#began ? piece : piece.replace(/^\s+/, '');
    if (text === '') return;
    this.#began = true;
    this.#parser.write(text);
  }

  end(): void {
    if (!this.#began) throw new AppError('formats/empty', `“${this.#file}” is empty.`, { params: { name: this.#file } });
    this.#parser.close();
  }

  #refusal(cause?: unknown): AppError {
    return new AppError('formats/not-xml', `“${this.#file}” is not valid XML; it may have been cut off. Write it again with the program it came from.`, { params: { name: this.#file }, cause });
  }
}

/** The first child of that name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}

export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

/** The text of a child, without blanks around it; empty when there is none. */
export function textIn(node: XmlNode | undefined, name: string): string {
  return childOf(node, name)?.text.trim() ?? '';
}

/** A coordinate as text, or null. */
export function numberOf(text: string | undefined): number | null {
  const value = text === undefined || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) && Math.abs(value) <= 1e7 ? value : null;
}

/** Numbers as text; null when one is missing or unusable. */
export function numbersOf(texts: readonly (string | undefined)[]): readonly number[] | null {
  const found = texts.map(numberOf);
  return found.every((value) => value !== null) ? found : null;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };

/** Control characters and halves of pairs. */
const UNSAYABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

/** Text as XML may hold it: escaped, and without the characters XML has no way to say. */
export function xmlText(text: string): string {
  return text.replace(UNSAYABLE, '').replace(/[&<>"\n\r\t]/g, (character) => ESCAPES[character] ?? character);
}

/** `<name>text</name>` on a line of its own. */
export function xmlLine(depth: number, name: string, text: string): string {
  return `${'  '.repeat(depth)}<${name}>${xmlText(text)}</${name}>\n`;
}

/** ` a="1" b="2"`; what is null is left away. */
export function xmlAttributes(all: readonly (readonly [name: string, value: string | null])[]): string {
  return all.flatMap(([name, value]) => (value === null ? [] : [` ${name}="${xmlText(value)}"`])).join('');
}
