import { piecesOf, type ByteSource, type Reading } from './byteSource.ts';
import type { Cloud } from './cloud.ts';
import { cloudProblem } from './cloudProblem.ts';
import { createCloudBuilder, type CloudBuilder, type RecordLayout } from './recordCloud.ts';
import { createRowParser, type RowForm } from './rowParser.ts';

/** A body of lines that follows a head which said how many. */
export interface TextBody {
  readonly bodyAt: number;
  readonly count: number;
  /** Where each number of a row goes; fields and axes lie in a row of doubles. */
  readonly layout: RecordLayout;
  readonly form: Omit<RowForm, 'most'>;
  /** Whether more rows than were announced are a lie, or something else of the same file. */
  readonly endsFile: boolean;
}

const DOUBLE = 8;
/** The shortest way to write a number and its gap. */
const SHORTEST = 2;

/** Reads a cloud of announced size from lines of numbers. */
export async function readTextCloud(source: ByteSource, body: TextBody, reading: Reading): Promise<Cloud> {
  const { count, form } = body;
  const possible = Math.ceil((source.size - body.bodyAt + 1) / (form.columns * SHORTEST));
  if (count > possible) throw cloudProblem('cloud/short', { name: source.name, said: count, found: `at most ${possible}` });
  const builder = createCloudBuilder(source.name, body.layout, count);
  const parser = createRowParser({ ...form, most: body.endsFile ? count + 1 : count });
  let taken = 0;
  const take = (numbers: Float64Array): void => {
    const rows = numbers.length / form.columns;
    if (taken + rows > count) throw cloudProblem('cloud/long', { name: source.name, said: count });
    taken += takeRows(builder, numbers, rows);
  };
  for await (const bytes of piecesOf(source, { from: body.bodyAt, to: source.size, stride: 1 }, reading)) take(parser.push(bytes));
  take(parser.finish());
  if (taken < count) throw cloudProblem('cloud/short', { name: source.name, said: count, found: taken });
  return builder.finish();
}

export function takeRows(builder: CloudBuilder, numbers: Float64Array, rows: number): number {
  if (rows > 0) builder.take(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), rows);
  return rows;
}

/** Bytes of a row of `columns` doubles. */
export function rowStride(columns: number): number {
  return columns * DOUBLE;
}
