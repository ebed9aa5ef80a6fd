import type { FileBytes, FileChapter } from './fileBytes.ts';

const SEGMENT = 0x18538067;
const CONTENTS = 0x114d9b74;
const CONTENT_ID = 0x53ab;
const CONTENT_PLACE = 0x53ac;
const CLUSTER = 0x1f43b675;
const CHAPTERS = 0x1043a770;
const EDITION = 0x45b9;
const ATOM = 0xb6;
const START = 0x91;
const END = 0x92;
const HIDDEN = 0x98;
const DISPLAY = 0x80;
const TITLE = 0x85;
const MOST_CHAPTERS = 2 ** 22;
const MOST_CONTENTS = 2 ** 16;
const MOST_ELEMENTS = 1000;
/** An id of four bytes and a size of eight. */
const LONGEST_START = 12;
const NANOSECOND = 1e-9;

/** One element: `at` to `end` is what it holds. */
interface Element {
  readonly id: number;
  readonly at: number;
  readonly end: number;
}

/** Chapters of Matroska and WebM: the first edition, without what lies inside other chapters. */
export function matroskaChapters(file: FileBytes): FileChapter[] {
  const chapters = placeOf(file);
  if (chapters === null || chapters.end - chapters.at > MOST_CHAPTERS) return [];
  const bytes = file.read(chapters.at, chapters.end - chapters.at);
  const edition = elementsIn(bytes, { at: 0, end: bytes.length }).find(({ id }) => id === EDITION);
  return edition === undefined ? [] : elementsIn(bytes, edition).filter(({ id }) => id === ATOM).flatMap((atom) => chapterOf(bytes, atom));
}

/** Goes from element to element of the file's one segment up to the pictures, and to where its list of contents says. */
function placeOf(file: FileBytes): Element | null {
  let [at, segment, told]: [number, number, number | null] = [0, 0, null];
  for (let elements = 0; at < file.size && elements < MOST_ELEMENTS; elements += 1) {
    const element = elementIn(file, at);
    if (element === null || element.id === CHAPTERS) return element;
    if (element.id === CLUSTER) break;
    if (element.id === SEGMENT) segment = element.at;
    if (element.id === CONTENTS) told = toldPlace(file.read(element.at, Math.min(MOST_CONTENTS, element.end - element.at)));
    at = element.id === SEGMENT ? element.at : element.end;
  }
  const there = told === null ? null : elementIn(file, segment + told);
  return there?.id === CHAPTERS ? there : null;
}

/** Where the list of contents has the chapters, in bytes after the segment's beginning. */
function toldPlace(contents: Buffer): number | null {
  for (const entry of elementsIn(contents, { at: 0, end: contents.length })) {
    const parts = elementsIn(contents, entry);
    const [id, place] = [parts.find((part) => part.id === CONTENT_ID), parts.find((part) => part.id === CONTENT_PLACE)];
    if (id !== undefined && place !== undefined && numberIn(contents, id) === CHAPTERS) return numberIn(contents, place);
  }
  return null;
}

/** The element that begins at a byte of the file; its places are those of the file. */
function elementIn(file: FileBytes, at: number): Element | null {
  const element = elementAt(file.read(at, LONGEST_START), 0, file.size - at);
  return element === null ? null : { id: element.id, at: at + element.at, end: Math.min(file.size, at + element.end) };
}

function chapterOf(bytes: Buffer, atom: Element): FileChapter[] {
  const parts = elementsIn(bytes, atom);
  const number = (wanted: number): number | null => {
    const found = parts.find(({ id }) => id === wanted);
    return found === undefined ? null : numberIn(bytes, found);
  };
  const start = number(START);
  if (start === null || number(HIDDEN) === 1) return [];
  const display = parts.find(({ id }) => id === DISPLAY);
  const title = display === undefined ? undefined : elementsIn(bytes, display).find(({ id }) => id === TITLE);
  const end = number(END);
  return [{ from: start * NANOSECOND, to: end === null ? null : end * NANOSECOND, title: title === undefined ? '' : bytes.toString('utf8', title.at, title.end) }];
}

function numberIn(bytes: Buffer, { at, end }: Element): number {
  return Number([...bytes.subarray(at, Math.min(end, at + 8))].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n));
}

function elementsIn(bytes: Buffer, { at, end }: Pick<Element, 'at' | 'end'>): Element[] {
  const found: Element[] = [];
  for (let next = at; next < end; ) {
    const element = elementAt(bytes, next, end);
    if (element === null || element.end > end) return found;
    found.push(element);
    next = element.end;
  }
  return found;
}

/** An element's id keeps its marker, its size does not. A size that is not known reaches to `last`. */
function elementAt(bytes: Buffer, at: number, last: number): Element | null {
  const idLength = lengthOf(bytes[at]);
  if (idLength > 4 || at + idLength >= bytes.length) return null;
  const id = bytes.readUIntBE(at, idLength);
  const sizeAt = at + idLength;
  const sizeLength = lengthOf(bytes[sizeAt]);
  if (sizeLength > 8 || sizeAt + sizeLength > bytes.length) return null;
  const most = 0xff >> sizeLength;
  let size = (bytes[sizeAt] ?? 0) & most;
  let known = size !== most;
  for (let byte = 1; byte < sizeLength; byte += 1) {
    size = size * 256 + (bytes[sizeAt + byte] ?? 0);
    known ||= bytes[sizeAt + byte] !== 0xff;
  }
  const from = sizeAt + sizeLength;
  return { id, at: from, end: known ? from + size : last };
}

/** How many bytes a number of this first byte has. */
function lengthOf(first: number | undefined): number {
  return first === undefined || first === 0 ? 9 : Math.clz32(first) - 23;
}
