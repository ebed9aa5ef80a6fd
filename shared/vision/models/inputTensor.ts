import { toHalf } from './half.ts';
import type { ElementType } from './onnxHead.ts';
import type { PictureFit } from './pictureFit.ts';
import type { PictureInput } from './signature.ts';

/** A value as models take and give it: numbers of one type in row-major order. */
export interface TensorValue {
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly data: Float32Array | Uint16Array | Uint8Array | Int32Array | BigInt64Array;
}

/** Red, green, blue, as the usual encoders and detectors were trained. */
const MEAN = [123.675, 116.28, 103.53] as const;
const DEVIATION = [58.395, 57.12, 57.375] as const;
/** What a letterbox is filled with. */
const GREY = 114;

/** The input for a picture, drawn at the size its fit says, four bytes a pixel. */
export function pictureTensor(pixels: Uint8Array | Uint8ClampedArray, fit: PictureFit, input: PictureInput): TensorValue {
  const { width, height } = fit;
  const values = new Float32Array(width * height * 3).fill(groundOf(input));
  const [step, stride] = input.layout === 'nchw' ? [1, width * height] : [3, 1];
  const tables = [0, 1, 2].map((channel) => Float32Array.from({ length: 256 }, (_, value) => valueOf(input, channel, value)));
  for (let y = 0; y < fit.drawnHeight; y += 1) {
    for (let x = 0; x < fit.drawnWidth; x += 1) {
      const from = (y * fit.drawnWidth + x) * 4;
      const to = ((y + fit.top) * width + x + fit.left) * step;
      for (let channel = 0; channel < 3; channel += 1) values[to + channel * stride] = tables[channel]?.[pixels[from + channel] ?? 0] ?? 0;
    }
  }
  return tensorOf(input.type, dimsOf(input, fit), values);
}

function dimsOf({ layout }: PictureInput, { width, height }: PictureFit): readonly number[] {
  if (layout === 'nchw') return [1, 3, height, width];
  return layout === 'nhwc' ? [1, height, width, 3] : [height, width, 3];
}

function valueOf({ values }: PictureInput, channel: number, value: number): number {
  if (values === 'raw') return value;
  if (values === 'unit') return value / 255;
  return (value - (MEAN[channel] ?? 0)) / (DEVIATION[channel] ?? 1);
}

/** Around a letterbox is grey; what SAM is filled up with is nought after normalising. */
function groundOf({ fit, values }: PictureInput): number {
  if (fit !== 'letterbox') return 0;
  return values === 'raw' ? GREY : GREY / 255;
}

/** Numbers in the type a model asks for. */
export function tensorOf(type: ElementType, dims: readonly number[], values: ArrayLike<number>): TensorValue {
  switch (type) {
    case 'float16':
      return { type, dims, data: toHalf(values) };
    case 'uint8':
      return { type, dims, data: Uint8Array.from(values) };
    case 'int32':
      return { type, dims, data: Int32Array.from(values) };
    case 'int64':
      return { type, dims, data: BigInt64Array.from({ length: values.length }, (_, at) => BigInt(Math.round(values[at] ?? 0))) };
    case 'float32':
    case 'other':
      return { type: 'float32', dims, data: values instanceof Float32Array ? values : Float32Array.from(values) };
  }
}
