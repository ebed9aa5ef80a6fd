import { joinBytes } from '../base/joinBytes.ts';
import { cloudProblem } from './cloudProblem.ts';

/** Lines of numbers. `columns` a line, apart by blanks, or by `separator` (a byte) where an empty place is NaN. */
export interface RowForm {
  readonly name: string;
  readonly columns: number;
  readonly separator: number | null;
  /** Columns that are kept as float32: numbers of many digits are then read faster. */
  readonly single?: readonly boolean[];
  /** Number of the first line, for sentences. */
  readonly line: number;
  /** Rows wanted; what follows them is not looked at. */
  readonly most: number;
}

export interface RowParser {
  /** The rows that are whole with these bytes: `columns` doubles each, one after another. */
  push(bytes: Uint8Array): Float64Array;
  /** The row without a line end at the end of the file. */
  finish(): Float64Array;
}

/** Parses numbers from bytes, without making strings of them: the text of a cloud is a hundred times its lines. */
export function createRowParser(form: RowForm): RowParser {
  let rest: Uint8Array = new Uint8Array(0);
  let [line, left] = [form.line, form.most];
  const parse = (bytes: Uint8Array): Float64Array => {
    const block = parseLines(bytes, form, { line, left });
    line += block.lines;
    left -= block.rows;
    return block.numbers;
  };
  return {
    push: (bytes) => {
      const end = bytes.lastIndexOf(10) + 1;
      if (end === 0) {
        rest = joinBytes([rest, bytes]);
        return new Float64Array(0);
      }
      const whole = rest.length === 0 ? bytes.subarray(0, end) : joinBytes([rest, bytes.subarray(0, end)]);
      rest = bytes.slice(end);
      return parse(whole);
    },
    finish: () => parse(joinBytes([rest, new Uint8Array([10])])),
  };
}

interface Block {
  readonly numbers: Float64Array;
  readonly rows: number;
  readonly lines: number;
}

/** Exact in doubles, so a quotient or product of two of them is the nearest double. */
const TENS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const [LINE_END, CARRIAGE, TAB, SPACE, HASH, SLASH, DOT, MINUS, PLUS] = [10, 13, 9, 32, 35, 47, 46, 45, 43];
/** Twice what rounding after each of twenty digits and one division can add up to, relative. */
const DOUBT = 2 ** -47;

/** `bytes` end with a line end. */
function parseLines(bytes: Uint8Array, form: RowForm, from: { readonly line: number; readonly left: number }): Block {
  const { columns, separator, single } = form;
  let numbers = new Float64Array(Math.min(from.left, Math.ceil(bytes.length / (columns * 4)) + 1) * columns);
  let [at, lines, rows, filled] = [0, 0, 0, 0];
  while (at < bytes.length && rows < from.left) {
    at = skipBlanks(bytes, at);
    const first = bytes[at];
    const end = bytes.indexOf(LINE_END, at);
    if (first !== LINE_END && first !== HASH && !(first === SLASH && bytes[at + 1] === SLASH)) {
      if (filled + columns > numbers.length) numbers = grown(numbers, columns);
      const stop = parseRow(bytes, at, { numbers, filled, columns, separator, single });
      if (stop !== end) throw badLine(bytes, form, { at, end, line: from.line + lines });
      filled += columns;
      rows += 1;
    }
    at = end + 1;
    lines += 1;
  }
  return { numbers: numbers.subarray(0, filled), rows, lines };
}

interface Row {
  readonly numbers: Float64Array;
  readonly filled: number;
  readonly columns: number;
  readonly separator: number | null;
  readonly single: readonly boolean[] | undefined;
}

/** Writes one row and returns the place of its line end; another place where the row is not `columns` numbers. */
function parseRow(bytes: Uint8Array, from: number, row: Row): number {
  let at = from;
  for (let column = 0; column < row.columns; column += 1) {
    const start = at;
    const negative = bytes[at] === MINUS;
    if (negative || bytes[at] === PLUS) at += 1;
    let [mantissa, digits, power] = [0, 0, 0];
    for (let digit = (bytes[at] as number) - 48; digit >= 0 && digit <= 9; digit = (bytes[++at] as number) - 48, digits += 1) mantissa = mantissa * 10 + digit;
    if (bytes[at] === DOT) {
      at += 1;
      for (let digit = (bytes[at] as number) - 48; digit >= 0 && digit <= 9; digit = (bytes[++at] as number) - 48, digits += 1, power += 1) mantissa = mantissa * 10 + digit;
    }
    const value = digits > 0 && power < TENS.length && isEnd(bytes[at] as number, row.separator) ? plainNumber(mantissa, TENS[power] as number, row.single?.[column] === true) : Number.NaN;
    if (value === value) row.numbers[row.filled + column] = negative ? -value : value;
    else {
      while (!isEnd(bytes[at] as number, row.separator)) at += 1;
      const slow = slowNumber(bytes.subarray(start, at), row.separator !== null);
      if (slow === null) return -1;
      row.numbers[row.filled + column] = slow;
    }
    at = skipBlanks(bytes, at);
    if (bytes[at] === row.separator && column < row.columns - 1) at = skipBlanks(bytes, at + 1);
  }
  return at;
}

function isEnd(byte: number, separator: number | null): boolean {
  return byte === SPACE || byte === LINE_END || byte === TAB || byte === CARRIAGE || byte === separator;
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === CARRIAGE) at += 1;
  return at;
}

/** The nearest double of whole digits over a power of ten; NaN where plain division may miss it. */
function plainNumber(mantissa: number, ten: number, single: boolean): number {
  if (mantissa <= Number.MAX_SAFE_INTEGER) return mantissa / ten;
  // More digits than a double holds, but a float32 mostly does not care; where it might, both neighbours differ.
  const near = mantissa / ten;
  const rounded = Math.fround(near * (1 - DOUBT));
  return single && rounded === Math.fround(near * (1 + DOUBT)) ? rounded : Number.NaN;
}

/** Whatever is not plain digits: exponents, many digits, `nan`, `inf`. Null for what is no number. */
function slowNumber(bytes: Uint8Array, emptyIsNone: boolean): number | null {
  if (bytes.length === 0) return emptyIsNone ? Number.NaN : null;
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  const value = /^[+-]?[\d.]/.test(text) && !/[^\de.+-]/i.test(text) ? Number(text) : Number.NaN;
  if (value === value) return value;
  if (/^[+-]?nan/i.test(text)) return Number.NaN;
  return /^[+-]?inf/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : null;
}

function grown(numbers: Float64Array, columns: number): Float64Array<ArrayBuffer> {
  const more = new Float64Array((Math.ceil(numbers.length / columns) * 2 + 16) * columns);
  more.set(numbers);
  return more;
}

function badLine(bytes: Uint8Array, form: RowForm, place: { readonly at: number; readonly end: number; readonly line: number }): Error {
  const text = new TextDecoder().decode(bytes.subarray(place.at, Math.min(place.end, place.at + 60))).trim();
  return cloudProblem('cloud/value', { name: form.name, line: place.line, text, columns: form.columns });
}
