import { joinBytes } from '#shared/base/joinBytes.ts';

/**
 * Motion JPEG in an AVI container (RIFF, one video stream, `idx1` index), as the multimedia programming interface
 * describes it. Every frame is a key frame, so a clip needs no encoder and each frame is exactly one JPEG.
 */
export function aviOf(frames: readonly Uint8Array[], shape: { readonly width: number; readonly height: number; readonly fps: number }): Uint8Array {
  const longest = frames.reduce((most, frame) => Math.max(most, frame.length), 0);
  const stream = list('strl', [chunk('strh', streamHeader(frames.length, longest, shape)), chunk('strf', bitmapHeader(shape))]);
  const headers = list('hdrl', [chunk('avih', mainHeader(frames.length, longest, shape)), stream]);
  const movie = list('movi', frames.map((frame) => chunk('00dc', frame)));
  return joinBytes([chunk('RIFF', joinBytes([text('AVI '), headers, movie, chunk('idx1', index(frames))]))]);
}

const HAS_INDEX = 0x10;
const KEY_FRAME = 0x10;

function mainHeader(count: number, longest: number, shape: { width: number; height: number; fps: number }): Uint8Array {
  return words([Math.round(1e6 / shape.fps), longest * shape.fps, 0, HAS_INDEX, count, 0, 1, longest, shape.width, shape.height, 0, 0, 0, 0]);
}

function streamHeader(count: number, longest: number, shape: { width: number; height: number; fps: number }): Uint8Array {
  const rectangle = words([0, shape.width | (shape.height << 16)]);
  return joinBytes([text('vids'), text('MJPG'), words([0, 0, 0, 1, shape.fps, 0, count, longest, 0xffffffff, 0]), rectangle]);
}

function bitmapHeader({ width, height }: { width: number; height: number }): Uint8Array {
  return joinBytes([words([40, width, height, 1 | (24 << 16)]), text('MJPG'), words([width * height * 3, 0, 0, 0, 0])]);
}

/** Offsets count from the `movi` fourcc, and each chunk is padded to an even length. */
function index(frames: readonly Uint8Array[]): Uint8Array {
  let at = 4;
  return joinBytes(frames.map((frame) => {
    const entry = joinBytes([text('00dc'), words([KEY_FRAME, at, frame.length])]);
    at += 8 + frame.length + (frame.length % 2);
    return entry;
  }));
}

function list(kind: string, parts: readonly Uint8Array[]): Uint8Array {
  return chunk('LIST', joinBytes([text(kind), ...parts]));
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  return joinBytes([text(name), words([body.length]), body, new Uint8Array(body.length % 2)]);
}

function words(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, at) => view.setUint32(at * 4, value >>> 0, true));
  return new Uint8Array(view.buffer);
}

function text(four: string): Uint8Array {
  return new TextEncoder().encode(four);
}
