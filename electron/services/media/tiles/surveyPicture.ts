import sharp from 'sharp';
import type { MapPlace, SurveyProgress } from '#shared/bridge/hostContract.ts';
import { mediaProblem } from '../mediaProblems.ts';
import type { Source } from '../renditions.ts';
import type { CutFormat } from './cutTiles.ts';
import { mapPlaceOf } from './mapPlace.ts';
import type { Pyramid, Pyramids } from './pyramids.ts';

/** What a window shows in one piece; see `handleRequest.ts`. */
const MOST_WHOLE_PIXELS = 100_000_000;
const MOST_WHOLE_SIDE = 16_384;
/** Interlaced and progressive files can only be read as a whole, all of it in memory. */
const MOST_INTERLACED_PIXELS = 268_000_000;

/** Finds out how a picture is to be shown, and cuts it into tiles when it cannot be shown in one piece. */
export async function* surveyPicture(pyramids: Pyramids, source: Source): AsyncGenerator<SurveyProgress> {
  const { format, place } = await lookInto(source);
  if (format === null) {
    yield { share: 1, done: true, place, tiles: null };
    return;
  }
  let share = 0;
  let wake: (() => void) | null = null;
  const cut = pyramids.make(source, format, (now) => {
    share = now;
    wake?.();
  });
  let made: Pyramid | null = null;
  while (made === null) {
    made = await Promise.race([cut, new Promise<null>((resolve) => (wake = () => resolve(null)))]);
    yield { share: made === null ? share : 1, done: made !== null, place, tiles: made?.tiles ?? null };
  }
}

/** The map position, and the format of the tiles; `null` for a picture that needs none. */
async function lookInto({ path, name }: Source): Promise<{ readonly format: CutFormat | null; readonly place: MapPlace | null }> {
  const header = await sharp(path, { limitInputPixels: false, failOn: 'none' }).metadata().catch(() => null);
  if (header === null) throw mediaProblem('media/broken', name);
  const place = header.format === 'tiff' ? await mapPlaceOf(path) : null;
  const { width, height } = header.autoOrient;
  const deep = header.depth === 'ushort';
  const whole = width * height <= MOST_WHOLE_PIXELS && Math.max(width, height) <= MOST_WHOLE_SIDE;
  if (whole && !deep) return { format: null, place };
  if (header.isProgressive && width * height > MOST_INTERLACED_PIXELS) throw mediaProblem('media/interlaced', name);
  const kind = deep ? 'png' : header.hasAlpha ? 'webp' : 'jpeg';
  return { format: { kind, depth: deep ? 16 : 8, channels: header.channels, width, height }, place };
}
