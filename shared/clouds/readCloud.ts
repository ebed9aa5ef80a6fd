import type { ByteSource } from './byteSource.ts';
import type { Cloud } from './cloud.ts';
import { cloudProblem } from './cloudProblem.ts';
import { startsLas } from './las/lasHeader.ts';
import { readLas, type LasReading } from './las/readLas.ts';
import { readPcd } from './pcd/readPcd.ts';
import { readPly } from './ply/readPly.ts';
import { readKittiBin, readNuscenesBin } from './tables/readFloats.ts';
import { readNpy } from './tables/readNpy.ts';
import { readTable } from './tables/readTable.ts';

/** The forms that are told apart; by content where a form says itself, else by the name's end. */
export type CloudForm = 'pcd' | 'ply' | 'las' | 'kitti' | 'nuscenes' | 'npy' | 'table';

const ENDS: readonly (readonly [end: string, form: CloudForm])[] = [
  ['.pcd.bin', 'nuscenes'], ['.bin', 'kitti'], ['.pcd', 'pcd'], ['.ply', 'ply'], ['.las', 'las'], ['.laz', 'las'], ['.npy', 'npy'],
  ['.xyz', 'table'], ['.csv', 'table'], ['.txt', 'table'], ['.pts', 'table'], ['.asc', 'table'],
];

export function formOfName(name: string): CloudForm | null {
  return ENDS.find(([end]) => name.toLowerCase().endsWith(end))?.[1] ?? null;
}

const readers: Readonly<Record<CloudForm, (source: ByteSource, reading: LasReading) => Promise<Cloud>>> = {
  pcd: readPcd, ply: readPly, las: readLas, kitti: readKittiBin, nuscenes: readNuscenesBin, npy: readNpy, table: readTable,
};

/** Reads a cloud of any known form. Every refusal is an `AppError` `cloud/…` whose sentence names the file. */
export async function readCloud(source: ByteSource, reading: LasReading = {}): Promise<Cloud> {
  const form = (await formOfBytes(source)) ?? formOfName(source.name);
  if (form === null) throw cloudProblem('cloud/kind', { name: source.name });
  return readers[form](source, reading);
}

/** Forms that begin with a word of their own, whatever the file is called. */
async function formOfBytes(source: ByteSource): Promise<CloudForm | null> {
  const bytes = await source.read(0, 16);
  if (startsLas(bytes)) return 'las';
  const text = String.fromCharCode(...bytes);
  if (text.startsWith('\u0093NUMPY')) return 'npy';
  if (/^ply\r?\n/.test(text)) return 'ply';
  return /^(?:# ?\.PCD|VERSION )/i.test(text) ? 'pcd' : null;
}
