import { open } from 'node:fs/promises';
import type { MapPlace } from '#shared/bridge/hostContract.ts';
import { readTiffTags, type ReadAt, type TiffTags } from './tiffTags.ts';

const PIXEL_SCALE = 33_550;
const TIE_POINT = 33_922;
const TRANSFORMATION = 34_264;
const GEO_KEYS = 34_735;
const WANTED = new Set([PIXEL_SCALE, TIE_POINT, TRANSFORMATION, GEO_KEYS]);

const MODEL_TYPE = 1024;
const RASTER_TYPE = 1025;
const GEOGRAPHIC_SYSTEM = 2048;
const PROJECTED_SYSTEM = 3072;
/** The code that says: described elsewhere, by no number. */
const OWN_SYSTEM = 32_767;

/** Where a TIFF's pixels are on a map, by its GeoTIFF tags; `null` when they do not say. */
export async function mapPlaceOf(path: string): Promise<MapPlace | null> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const readAt: ReadAt = async (at, length) => {
      const sound = Number.isSafeInteger(at) && at >= 0 && at < size;
      const bytes = new Uint8Array(sound ? Math.min(length, size - at) : 0);
      const { bytesRead } = sound ? await handle.read(bytes, 0, bytes.length, at) : { bytesRead: 0 };
      return bytes.subarray(0, bytesRead);
    };
    return placeIn(await readTiffTags(readAt, WANTED));
  } finally {
    await handle.close();
  }
}

/** The place that tags tell. */
export function placeIn(tags: TiffTags): MapPlace | null {
  const keys = geoKeys(tags.get(GEO_KEYS) ?? []);
  const transform = fromMatrix(tags.get(TRANSFORMATION)) ?? fromScale(tags.get(PIXEL_SCALE), tags.get(TIE_POINT));
  if (transform === null || !transform.every(Number.isFinite)) return null;
  const code = keys.get(PROJECTED_SYSTEM) ?? keys.get(GEOGRAPHIC_SYSTEM) ?? OWN_SYSTEM;
  // 2: the position is meant for a pixel's middle; ours is for its corner.
  const centred = keys.get(RASTER_TYPE) === 2;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = transform;
  return {
    transform: centred ? [a, b, c - (a + b) / 2, d, e, f - (d + e) / 2] : [a, b, c, d, e, f],
    epsg: code === OWN_SYSTEM || code === 0 ? null : code,
    geographic: keys.get(MODEL_TYPE) === 2,
  };
}

function fromMatrix(matrix: readonly number[] | undefined): readonly number[] | null {
  if (matrix === undefined || matrix.length < 16) return null;
  return [matrix[0], matrix[1], matrix[3], matrix[4], matrix[5], matrix[7]].map((number) => number ?? NaN);
}

function fromScale(scale: readonly number[] | undefined, tie: readonly number[] | undefined): readonly number[] | null {
  const [scaleX, scaleY] = scale ?? [];
  const [column, row, , x, y] = tie ?? [];
  if (scaleX === undefined || scaleY === undefined || column === undefined || row === undefined || x === undefined || y === undefined) return null;
  return [scaleX, 0, x - column * scaleX, 0, -scaleY, y + row * scaleY];
}

/** Keys whose value stands in the directory itself; all of ours do. */
function geoKeys(directory: readonly number[]): ReadonlyMap<number, number> {
  const keys = new Map<number, number>();
  for (let at = 4; at + 3 < directory.length; at += 4) {
    const [key = 0, elsewhere = 0, , value = 0] = directory.slice(at, at + 4);
    if (elsewhere === 0) keys.set(key, value);
  }
  return keys;
}
