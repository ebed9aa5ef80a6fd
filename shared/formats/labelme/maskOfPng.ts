import { addSpan } from '../../geometry/runs.ts';
import { readPng, sampleAt } from '../files/readPng.ts';

/** Where a PNG is not black, as spans per column (see `runs.ts`). `null` for what is no PNG that masks are saved as; throws on broken data. */
export async function maskOfPng(bytes: Uint8Array): Promise<readonly (readonly number[])[] | null> {
  const png = await readPng(bytes);
  if (png === null) return null;
  const columns: number[][] = Array.from({ length: png.width }, () => []);
  const colours = Array.from({ length: png.colours }, (_, sample) => sample);
  for (let y = 0; y < png.height; y += 1) for (let x = 0; x < png.width; x += 1) if (colours.some((sample) => sampleAt(png, { x, y, sample }) !== 0)) addSpan(columns[x] ?? [], y, y + 1);
  return columns;
}
