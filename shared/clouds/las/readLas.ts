import { piecesOf, restOf, type ByteSource, type Reading } from '../byteSource.ts';
import type { Cloud } from '../cloud.ts';
import { cloudProblem } from '../cloudProblem.ts';
import { createCloudBuilder } from '../recordCloud.ts';
import { readLasHeader, type LasHeader } from './lasHeader.ts';
import { lasLayout } from './lasLayout.ts';

/** Unpacks the points of a LAZ file; whoever runs the readers brings one. */
export interface LazUnpacker {
  /** Begins with a whole file. Throws where the library knows the file cannot be read. */
  open(file: Uint8Array): LazPoints;
}

export interface LazPoints {
  /** The next `count` records, one after another; the bytes are overwritten by the next call. */
  next(count: number): Uint8Array;
  close(): void;
}

export interface LasReading extends Reading {
  /** Brought when it is needed: most people never open a packed file. */
  readonly laz?: () => Promise<LazUnpacker>;
}

/** Reads LAS 1.0 to 1.4 of every point format, and LAZ (COPC is one) where an unpacker is at hand. Throws `cloud/…`. */
export async function readLas(source: ByteSource, reading: LasReading = {}): Promise<Cloud> {
  const header = await readLasHeader(source);
  if (header.isPacked) return readPacked(source, header, reading);
  const { count, stride, pointsAt } = header;
  const found = Math.floor((source.size - pointsAt) / stride);
  if (found < count) throw cloudProblem('cloud/short', { name: source.name, said: count, found });
  const builder = createCloudBuilder(source.name, lasLayout(header), count);
  for await (const bytes of piecesOf(source, { from: pointsAt, to: pointsAt + count * stride, stride }, reading)) builder.take(bytes, Math.floor(bytes.length / stride));
  return builder.finish();
}

/** Formats with wave packets beside their points: the library does not unpack them. */
const WITHOUT_LIBRARY = new Set([4, 5, 9, 10]);
const BATCH = 1 << 16;

async function readPacked(source: ByteSource, header: LasHeader, reading: LasReading): Promise<Cloud> {
  const { count } = header;
  if (WITHOUT_LIBRARY.has(header.format)) throw cloudProblem('cloud/unread', { name: source.name, what: `packed points of format ${header.format} (with wave forms)`, help: 'Unpack it to LAS, which can be read.' });
  if (reading.laz === undefined) throw cloudProblem('cloud/unread', { name: source.name, what: 'packed points', help: 'Unpack it to LAS.' });
  await checkWhole(source, header);
  const builder = createCloudBuilder(source.name, lasLayout(header), count);
  const points = opened(source.name, await reading.laz(), await restOf(source, 0, reading));
  try {
    for (let taken = 0; taken < count; ) {
      reading.signal?.throwIfAborted();
      const batch = Math.min(BATCH, count - taken);
      builder.take(nextOf(source.name, points, batch), batch);
      taken += batch;
      reading.onProgress?.(taken / count);
    }
  } finally {
    points.close();
  }
  return builder.finish();
}

function opened(name: string, laz: LazUnpacker, file: Uint8Array): LazPoints {
  try {
    return laz.open(file);
  } catch {
    throw cloudProblem('cloud/packed', { name });
  }
}

function nextOf(name: string, points: LazPoints, count: number): Uint8Array {
  try {
    return points.next(count);
  } catch {
    throw cloudProblem('cloud/packed', { name });
  }
}

/** A packed point takes at least about half a bit; claims beyond that are lies and would only cost memory. */
const MOST_PER_BYTE = 1 << 12;

/**
 * The packed points end with a table of their chunks, whose place is told before the first. A file that was cut off
 * has none, and would otherwise be unpacked into made-up points.
 */
async function checkWhole(source: ByteSource, { pointsAt, count }: LasHeader): Promise<void> {
  const start = await source.read(pointsAt, 8);
  const short = (): Error => cloudProblem('cloud/short', { name: source.name, said: count, found: 'a part of them' });
  if (count > (source.size - pointsAt) * MOST_PER_BYTE) throw short();
  if (start.length < 8) throw short();
  const told = Number(new DataView(start.buffer, start.byteOffset, 8).getBigInt64(0, true));
  // Written in one go, a file tells the place in its last eight bytes.
  const tableAt = told === -1 ? await toldLast(source) : told;
  if (tableAt < pointsAt + 8 || tableAt + 8 > source.size) throw short();
}

async function toldLast(source: ByteSource): Promise<number> {
  const last = await source.read(source.size - 8, 8);
  return Number(new DataView(last.buffer, last.byteOffset, 8).getBigInt64(0, true));
}
