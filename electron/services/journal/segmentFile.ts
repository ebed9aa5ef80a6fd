import { constants } from 'node:fs';
import { copyFile, link, open, readdir, readFile, rename, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../files/diskError.ts';
import { syncFolder } from '../files/writeDurable.ts';
import { HEADER_BYTES, scanRecords, type RawRecord, type Scan } from './journalCodec.ts';

export interface LoadedSegment {
  readonly records: readonly RawRecord[];
  readonly bytes: number;
  /** What was wrong with the file, for the person; `null` when it was whole. */
  readonly problem: string | null;
}

export function segmentName(number: number): string {
  return `${String(number).padStart(8, '0')}.journal`;
}

/** Numbers of the segments in a journal's folder, ascending. */
export async function segmentNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^\d{8}\.journal$/.test(name)).map((name) => Number(name.slice(0, 8))).sort((a, b) => a - b);
}

/**
 * Reads a segment and makes it whole. A torn tail of the last one was never acknowledged and is cut. Any other damage:
 * the file is kept as `.damaged`, and the good records from before and after it go on.
 */
export async function loadSegment(folder: string, number: number, isLast: boolean): Promise<LoadedSegment> {
  const path = join(folder, segmentName(number));
  const bytes = await readFile(path);
  const scan = scanRecords(bytes);
  if (scan.damage.length === 0) return { records: scan.records, bytes: bytes.length, problem: null };
  if (isLast && isTornTail(scan, bytes)) {
    await cutTail(path, scan.end);
    return { records: scan.records, bytes: scan.end, problem: null };
  }
  return repair({ folder, number, bytes, scan });
}

/** Only the end is bad, and it is not a record that once was whole: a write that a crash interrupted. */
function isTornTail({ damage, end }: Scan, bytes: Uint8Array): boolean {
  if (damage.length !== 1 || damage[0]?.at !== end) return false;
  if (bytes.length - end < HEADER_BYTES) return true;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end, true);
  const allZero = bytes.subarray(end).every((byte) => byte === 0);
  return allZero || end + HEADER_BYTES + length > bytes.length;
}

async function cutTail(path: string, end: number): Promise<void> {
  await truncate(path, end);
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

interface Damaged {
  readonly folder: string;
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly scan: Scan;
}

async function repair({ folder, number, bytes, scan }: Damaged): Promise<LoadedSegment> {
  const path = join(folder, segmentName(number));
  const whole = Buffer.concat(scan.records.map(({ at, payload }) => bytes.subarray(at, at + HEADER_BYTES + payload.length)));
  const kept = await keepDamaged(path);
  const temporary = `${path}.tmp`;
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(whole);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  await syncFolder(folder);
  const lost = scan.damage.reduce((sum, { at, to }) => sum + to - at, 0);
  return { records: scanRecords(whole).records, bytes: whole.length, problem: `${segmentName(number)}: ${lost} damaged bytes were passed over; ${scan.records.length} records are whole. The damaged file is kept as ${kept}.` };
}

async function keepDamaged(path: string): Promise<string> {
  for (let round = 1; ; round += 1) {
    const name = round === 1 ? `${path}.damaged` : `${path}.damaged-${round}`;
    try {
      await link(path, name).catch(() => copyFile(path, name, constants.COPYFILE_EXCL));
      return name.slice(name.lastIndexOf(segmentBase(path)));
    } catch (cause) {
      if (systemCode(cause) !== 'EEXIST') throw cause;
    }
  }
}

function segmentBase(path: string): string {
  return path.slice(-segmentName(0).length);
}
