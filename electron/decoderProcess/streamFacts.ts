import type { StreamFacts } from '../services/video/decoderContract.ts';
import { fileChapters } from './chapters/fileChapters.ts';
import type { Demuxer } from './demuxer.ts';
import { AV_PKT_DATA_DISPLAYMATRIX, Codec, type Stream } from './ffmpeg.ts';
import { squareSize } from './frameImage.ts';

/** Containers whose count is not one of packets. */
const COUNTS_OTHERWISE = /^ivf$/;

/** What the container says of the clip's picture. */
export function streamFactsOf({ stream, container, path }: Demuxer): StreamFacts {
  const { codecpar, timeBase, nbFrames } = stream;
  const stored = { width: codecpar.width, height: codecpar.height };
  const [pixelAspect, rotation] = [aspectOf(stream), rotationOf(stream)];
  const square = squareSize(stored, pixelAspect);
  const lies = rotation === 90 || rotation === 270;
  return {
    stored, pixelAspect, rotation, container,
    width: lies ? square.height : square.width, height: lies ? square.width : square.height,
    codec: Codec.findDecoder(codecpar.codecId)?.name ?? 'unknown',
    timebase: [timeBase.num, timeBase.den], promised: COUNTS_OTHERWISE.test(container) ? 0 : Number(nbFrames),
    chapters: fileChapters(path, container),
  };
}

function aspectOf({ sampleAspectRatio, codecpar }: Stream): number {
  for (const { num, den } of [sampleAspectRatio, codecpar.sampleAspectRatio]) if (num > 0 && den > 0) return num / den;
  return 1;
}

/** The display matrix holds 16.16 numbers; only its turn by right angles is of use for pictures made of pixels. */
function rotationOf({ codecpar }: Stream): StreamFacts['rotation'] {
  const matrix = codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX);
  if (matrix === null || matrix.length < 8) return 0;
  const degrees = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI;
  const quarter = ((Math.round(degrees / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[quarter] ?? 0;
}
