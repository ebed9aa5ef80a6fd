import { piecesOf, type ByteSource, type Reading } from '../byteSource.ts';
import type { Cloud, Column } from '../cloud.ts';
import { cloudProblem } from '../cloudProblem.ts';
import { createCloudBuilder, type RecordLayout } from '../recordCloud.ts';
import { createRowParser } from '../rowParser.ts';
import { rowStride, takeRows } from '../textCloud.ts';
import { columnNames } from './columnNames.ts';

const FIRST = 1 << 16;

/**
 * Reads XYZ, CSV, TXT and PTS: lines of numbers with or without a line of names, apart by blanks, commas or semicolons.
 * PTS has the number of points in its first line. Throws `cloud/…` with the line.
 */
export async function readTable(source: ByteSource, reading: Reading = {}): Promise<Cloud> {
  const form = formOf(source.name, new TextDecoder().decode(await source.read(0, FIRST)), source.size);
  if (form === null) return createCloudBuilder(source.name, layoutOf(columnNames(3)), 0).finish();
  for (const wanted of ['x', 'y', 'z']) if (!form.names.includes(wanted)) throw cloudProblem('cloud/fields', { name: source.name, what: `no column is called ${wanted} (there are ${form.names.join(', ')})` });
  const parser = createRowParser({ name: source.name, columns: form.names.length, separator: form.separator, line: form.lines + 1, most: Infinity });
  const blocks: Float64Array[] = [];
  for await (const bytes of piecesOf(source, { from: form.bodyAt, to: source.size, stride: 1 }, reading)) blocks.push(parser.push(bytes));
  blocks.push(parser.finish());
  const rowsOf = (block: Float64Array): number => block.length / form.names.length;
  const count = blocks.reduce((sum, block) => sum + rowsOf(block), 0);
  if (form.said !== null && form.said !== count) throw cloudProblem(form.said > count ? 'cloud/short' : 'cloud/long', { name: source.name, said: form.said, found: count });
  const builder = createCloudBuilder(source.name, layoutOf(form.names), count);
  for (const block of blocks) takeRows(builder, block, rowsOf(block));
  const cloud = builder.finish();
  return { ...cloud, columns: cloud.columns.map(narrowed) };
}

interface TableForm {
  readonly names: readonly string[];
  readonly separator: number | null;
  readonly bodyAt: number;
  readonly lines: number;
  /** Points announced by a first line. */
  readonly said: number | null;
}

/** Looks at the first lines; null for a file that holds none. */
function formOf(name: string, text: string, size: number): TableForm | null {
  const lines = text.split('\n');
  let [at, said]: [number, number | null] = [0, null];
  for (const [n, line] of lines.entries()) {
    const trimmed = line.trim();
    const isNote = trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith('//');
    const isCount = !isNote && said === null && /^\d+$/.test(trimmed);
    if (isCount) said = Number(trimmed);
    if (!isNote && !isCount) return firstRow(name, trimmed, { bodyAt: bytesOf(lines, n), after: Math.min(size, bytesOf(lines, n + 1)), lines: n, said });
    at += 1;
  }
  if (at > 0 && size > FIRST) throw cloudProblem('cloud/kind', { name });
  return said === null || said === 0 ? null : { names: columnNames(3), separator: null, bodyAt: size, lines: lines.length, said };
}

function bytesOf(lines: readonly string[], count: number): number {
  return lines.slice(0, count).reduce((sum, line) => sum + new TextEncoder().encode(line).length + 1, 0);
}

function firstRow(name: string, line: string, place: { readonly bodyAt: number; readonly after: number; readonly lines: number; readonly said: number | null }): TableForm {
  const mark = line.includes(';') ? ';' : line.includes(',') ? ',' : null;
  const words = (mark === null ? line.split(/\s+/) : line.split(mark)).map((word) => word.trim());
  const separator = mark === null ? null : mark.charCodeAt(0);
  const isNamed = words.some((word) => /^["']?[a-z_]/i.test(word) && !/^[+-]?(?:nan|inf)/i.test(word));
  if (words.length < 3) throw cloudProblem('cloud/fields', { name, what: `its lines hold ${words.length} numbers, and a place needs three` });
  if (isNamed) return { names: words.map(plainName), separator, bodyAt: place.after, lines: place.lines + 1, said: place.said };
  return { names: columnNames(words.length), separator, bodyAt: place.bodyAt, lines: place.lines, said: place.said };
}

/** `"X"`, `//X` and `pos_x` are all x to whoever wrote them. */
function plainName(word: string): string {
  const plain = word.replaceAll(/["'/]/g, '').trim();
  return /^(?:pos(?:ition)?[_. ]?)?([xyz])(?:[_ ]?\(?m\)?)?$/i.exec(plain)?.[1]?.toLowerCase() ?? plain;
}

function layoutOf(names: readonly string[]): RecordLayout {
  const stride = rowStride(names.length);
  const axis = (name: string) => ({ type: 'float64', at: rowStride(names.indexOf(name)), stride, scale: 1, offset: 0 }) as const;
  const others = names.map((name, n) => ({ type: 'float64', at: rowStride(n), stride, per: 1, means: [{ name }] }) as const).filter(({ means }) => !/^[xyz]$/.test(means[0].name));
  return { littleEndian: true, axes: [axis('x'), axis('y'), axis('z')], fields: others };
}

/** The same numbers in the smallest width that holds every one of them exactly. */
function narrowed(column: Column): Column {
  const numbers = column.values as Float64Array;
  if (numbers.every((value) => Number.isInteger(value) && value >= 0 && value < 65_536)) return { ...column, values: numbers.every((value) => value < 256) ? Uint8Array.from(numbers) : Uint16Array.from(numbers) };
  return numbers.every((value) => Object.is(Math.fround(value), value)) ? { ...column, values: Float32Array.from(numbers) } : column;
}
