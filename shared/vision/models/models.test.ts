import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../base/errors.ts';
import { shareOf } from '../../geometry/rect.ts';
import { onnxModel, type ValueSpec } from '../../../tests/support/onnxWriter.ts';
import { tinyDecoder, tinyEncoder } from '../../../tests/support/tinyModels.ts';
import { oneOutline } from '../oneOutline.ts';
import { candidateRings, clickCandidates, maskOfLogits, promptTensors } from './clickPrompt.ts';
import { detectionRings } from './detectionMask.ts';
import { fromHalf, toHalf } from './half.ts';
import { pictureTensor } from './inputTensor.ts';
import { keepBest } from './keepBest.ts';
import { readOnnxHead } from './onnxHead.ts';
import { fitPicture, toInput, toPicture } from './pictureFit.ts';
import { sheetForm } from './sheetForm.ts';
import { classNames, signatureOf, type DecoderSignature, type PictureInput, type Signature } from './signature.ts';

function decoderOf(signature: Signature): DecoderSignature {
  if (signature.part !== 'decoder') throw new Error('not a decoder');
  return signature;
}

const signature = (inputs: readonly ValueSpec[], outputs: readonly ValueSpec[], notes: Record<string, string> = {}): Signature => signatureOf(readOnnxHead(onnxModel({ nodes: [], inputs, outputs, notes })));
const images: ValueSpec = { name: 'images', sides: [1, 3, 640, 640] };

describe('the head of a file', () => {
  test('says what is in it', () => {
    const head = readOnnxHead(onnxModel({ producer: 'pytorch', producerVersion: '2.4', modelVersion: 7, notes: { names: 'x', imgsz: '[640, 640]' }, nodes: [], weights: [{ name: 'w', sides: [1], values: [1] }], inputs: [images, { name: 'w', sides: [1] }], outputs: [{ name: 'out', type: 'float16', sides: [1, 'boxes', 6] }] }));
    expect(head).toMatchObject({ producer: 'pytorch', producerVersion: '2.4', modelVersion: 7, notes: { names: 'x', imgsz: '[640, 640]' }, beside: null });
    // Weights that old exports list among the inputs are none.
    expect(head.inputs).toEqual([{ name: 'images', type: 'float32', sides: [1, 3, 640, 640] }]);
    expect(head.outputs).toEqual([{ name: 'out', type: 'float16', sides: [1, null, 6] }]);
  });
  test('cut off anywhere, or with any byte changed, is read or refused, and never anything else', () => {
    const whole = tinyDecoder();
    const reads = (bytes: Uint8Array): void => {
      try {
        signatureOf(readOnnxHead(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    };
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
      reads(whole.slice(0, at));
      reads(Uint8Array.from(whole, (byte, index) => (index === at ? value : byte)));
    }));
  });
});

describe('signatures of exports', () => {
  const points: readonly ValueSpec[] = [{ name: 'point_coords', sides: [1, 'n', 2] }, { name: 'point_labels', sides: [1, 'n'] }];
  test('of click models', () => {
    expect(signature([{ name: 'x', sides: [1, 3, 1024, 1024] }], [{ name: 'image_embeddings', sides: [1, 256, 64, 64] }])).toMatchObject({ part: 'encoder', family: 'sam', picture: { fit: 'longest', values: 'imagenet', width: 1024 } });
    expect(signature([{ name: 'input_image', sides: ['h', 'w', 3] }], [{ name: 'image_embeddings', sides: [1, 256, 64, 64] }])).toMatchObject({ part: 'encoder', picture: { fit: 'free', values: 'raw', layout: 'hwc', width: 1024 } });
    expect(signature([{ name: 'batched_images', sides: ['b', 3, 'h', 'w'] }], [{ name: 'image_embeddings', sides: [1, 256, 64, 64] }])).toMatchObject({ family: 'efficientsam', picture: { fit: 'free', values: 'unit' } });
    expect(signature([{ name: 'image', sides: [1, 3, 1024, 1024] }], [{ name: 'high_res_feats_0', sides: [1, 32, 256, 256] }, { name: 'high_res_feats_1', sides: [1, 64, 128, 128] }, { name: 'image_embed', sides: [1, 256, 64, 64] }])).toMatchObject({ family: 'sam2', picture: { fit: 'stretch' }, embedding: { name: 'image_embed' } });
    expect(signature([{ name: 'image_embeddings', sides: [1, 256, 64, 64] }, ...points, { name: 'mask_input', sides: [1, 1, 256, 256] }, { name: 'has_mask_input', sides: [1] }, { name: 'orig_im_size', sides: [2] }], [{ name: 'masks', sides: [] }, { name: 'iou_predictions', sides: [] }, { name: 'low_res_masks', sides: [] }])).toMatchObject({ part: 'decoder', family: 'sam', masks: 'masks', scores: 'iou_predictions', size: { name: 'orig_im_size' } });
    expect(signature([{ name: 'image_embed', sides: [1, 256, 64, 64] }, { name: 'high_res_feats_0', sides: [] }, { name: 'high_res_feats_1', sides: [] }, ...points], [{ name: 'masks', sides: [] }, { name: 'iou_predictions', sides: [] }])).toMatchObject({ part: 'decoder', family: 'sam2', size: null });
    expect(signature([{ name: 'image_embeddings', sides: [1, 256, 64, 64] }, ...points.map(({ name, sides }) => ({ name: `batched_${name}`, sides: [1, ...sides] })), { name: 'orig_im_size', type: 'int64', sides: [2] }], [{ name: 'output_masks', sides: [] }, { name: 'iou_predictions', sides: [] }])).toMatchObject({ family: 'efficientsam', masks: 'output_masks' });
  });
  test('of click models by other names', () => {
    const places: ValueSpec = { name: 'image_positional_embeddings', sides: [1, 256, 64, 64] };
    expect(signature([{ name: 'pixel_values', sides: ['b', 3, 1024, 1024] }], [{ name: 'image_embeddings', sides: [1, 256, 64, 64] }, places])).toMatchObject({ family: 'plain', picture: { fit: 'longest' }, embedding: { name: 'image_embeddings' }, features: [{ name: places.name }] });
    const plain = decoderOf(signature([{ name: 'image_embeddings', sides: [1, 256, 64, 64] }, places, { name: 'input_points', sides: ['b', 'p', 'n', 2] }, { name: 'input_labels', type: 'int64', sides: ['b', 'p', 'n'] }], [{ name: 'iou_scores', sides: [] }, { name: 'pred_masks', sides: [] }]));
    expect(plain).toMatchObject({ family: 'plain', masks: 'pred_masks', scores: 'iou_scores', features: [{ name: places.name }] });
    const given = promptTensors({ points: [{ x: 4, y: 8, inside: false }], box: [0, 0, 20, 10] }, fitPicture({ width: 1024, height: 1024 }, { fit: 'longest', width: 1024, height: 1024 }), plain);
    expect([given['input_points']?.dims, [...(given['input_points']?.data ?? [])], given['input_labels']?.data]).toEqual([[1, 1, 2, 2], [4, 8, 10, 5], BigInt64Array.of(0n, 1n)]);
    expect(signature([{ name: 'image', sides: [1, 3, 1024, 1024] }], [{ name: 'image_features_0', sides: [] }, { name: 'image_features_1', sides: [] }, { name: 'image_embeddings', sides: [1, 256, 64, 64] }])).toMatchObject({ family: 'sam2', features: [{ name: 'image_features_0' }, { name: 'image_features_1' }] });
    expect(signature([{ name: 'image_embeddings', sides: [1, 256, 64, 64] }, { name: 'image_features_0', sides: [] }, { name: 'image_features_1', sides: [] }, ...points, { name: 'input_masks', sides: [1, 1, 256, 256] }, { name: 'has_input_masks', sides: [1] }, { name: 'original_image_size', type: 'int64', sides: [2] }], [{ name: 'masks', sides: [] }, { name: 'iou_predictions', sides: [] }, { name: 'low_res_masks', sides: [] }])).toMatchObject({ family: 'sam2', before: { name: 'input_masks' }, hasBefore: { name: 'has_input_masks' }, size: { name: 'original_image_size' } });
  });
  test('of detectors', () => {
    const names = { names: "{0: 'person', 1: 'driver\\'s seat'}", imgsz: '[480, 640]', task: 'segment' };
    expect(signature([{ name: 'images', sides: ['b', 3, 'h', 'w'] }], [{ name: 'output0', sides: [1, 38, 'n'] }, { name: 'output1', sides: [1, 32, 120, 160] }], names)).toMatchObject({ part: 'detector', names: ['person', "driver's seat"], picture: { fit: 'letterbox', width: 640, height: 480 }, output: { form: 'sheet', sheet: 'output0', prototypes: { name: 'output1' } } });
    expect(signature([{ name: 'pixel_values', sides: [1, 3, 640, 640] }], [{ name: 'logits', sides: [1, 300, 80] }, { name: 'pred_boxes', sides: [1, 300, 4] }])).toMatchObject({ output: { form: 'pairs', normalised: true, labels: null }, picture: { fit: 'stretch' } });
    expect(signature([images, { name: 'orig_target_sizes', type: 'int64', sides: [1, 2] }], [{ name: 'labels', sides: [1, 300] }, { name: 'boxes', sides: [1, 300, 4] }, { name: 'scores', sides: [1, 300] }])).toMatchObject({ size: { name: 'orig_target_sizes' }, output: { form: 'pairs', normalised: false, labels: 'labels' } });
  });
  test('that are none say why', () => {
    const output: ValueSpec = { name: 'output0', sides: [1, 84, 8400] };
    expect(signature([images], [output], { task: 'pose' })).toEqual({ part: 'unknown', why: 'model/other-task' });
    expect(signature([{ name: 'images', sides: [1, 1, 640, 640] }], [output])).toEqual({ part: 'unknown', why: 'model/other-channels' });
    expect(signature([images], [{ name: 'probabilities', sides: [1, 1000] }])).toEqual({ part: 'unknown', why: 'model/other-outputs' });
    expect(signature([{ name: 'x', sides: ['b', 3, 48, 'w'] }], [{ name: 'softmax', sides: ['b', 't', 6625] }])).toEqual({ part: 'unknown', why: 'model/other-inputs' });
    expect(signature([{ name: 'x', sides: ['b', 3, 'h', 'w'] }], [{ name: 'sigmoid', sides: ['b', 1, 'h', 'w'] }])).toEqual({ part: 'unknown', why: 'model/other-outputs' });
    expect(signature([images, { name: 'text', sides: [1, 77] }], [output])).toEqual({ part: 'unknown', why: 'model/other-inputs' });
  });
  test('class names are read as Python or JSON writes them', () => {
    expect(classNames(`{0: 'a', 2: "b's"}`)).toEqual(['a', '1', "b's"]);
    expect(classNames('{"0": "a", "1": "b"}')).toEqual(['a', 'b']);
    expect(classNames('no names')).toEqual([]);
  });
});

describe('a picture in an input', () => {
  const kinds = ['longest', 'letterbox', 'stretch', 'free'] as const;
  test('points go there and come back, and corners lie on what was drawn', () => {
    fc.assert(fc.property(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 9000 }), fc.double({ min: 0, max: 1, noNaN: true }), (fit, width, height, share) => {
      const laid = fitPicture({ width, height }, { fit, width: 640, height: 480 });
      const [x, y] = toPicture(laid, ...toInput(laid, width * share, height * share));
      expect([x / width, y / height].map((value) => Math.abs(value - share) < 1e-9)).toEqual([true, true]);
      const corner = toInput(laid, width, height);
      expect(corner[0]).toBeCloseTo(laid.left + laid.drawnWidth, 6);
      expect(corner[1]).toBeCloseTo(laid.top + laid.drawnHeight, 6);
      expect(laid.left + laid.drawnWidth <= laid.width && laid.top + laid.drawnHeight <= laid.height).toBe(true);
    }));
  });
  test('is normalised, ordered and filled up as its family does', () => {
    const input: PictureInput = { name: 'x', type: 'float32', layout: 'nchw', fit: 'letterbox', values: 'unit', width: 4, height: 4 };
    const fit = fitPicture({ width: 2, height: 1 }, input);
    const pixels = Uint8Array.from({ length: fit.drawnWidth * fit.drawnHeight * 4 }, (_, at) => [255, 0, 51, 255][at % 4] ?? 0);
    const { dims, data } = pictureTensor(pixels, fit, input);
    expect(dims).toEqual([1, 3, 4, 4]);
    const at = (channel: number, row: number): number => Math.round(Number(data[channel * 16 + row * 4]) * 100) / 100;
    expect([[0, 0], [0, 1], [1, 1], [2, 2], [2, 3]].map(([channel = 0, row = 0]) => at(channel, row))).toEqual([0.45, 1, 0, 0.2, 0.45]);
    const raw = pictureTensor(pixels, fitPicture({ width: 2, height: 1 }, { ...input, fit: 'free' }), { ...input, fit: 'free', layout: 'hwc', values: 'raw', type: 'uint8' });
    expect([raw.dims, [...raw.data].slice(0, 3)]).toEqual([[2, 4, 3], [255, 0, 51]]);
    const sam = pictureTensor(pixels, fitPicture({ width: 2, height: 1 }, { ...input, fit: 'longest' }), { ...input, fit: 'longest', values: 'imagenet' });
    expect([Number(sam.data[0]).toFixed(2), sam.data[12]]).toEqual(['2.25', 0]);
  });
  test('half precision comes back as near as it can', () => {
    fc.assert(fc.property(fc.double({ min: -60000, max: 60000, noNaN: true }), (value) => {
      const [back = NaN] = fromHalf(toHalf([value]));
      expect(Math.abs(back - value)).toBeLessThanOrEqual(Math.max(2 ** -25, Math.abs(value) * 2 ** -11));
    }));
    expect([...fromHalf(toHalf([0, 1, -2, 65504, 1e9, -1e9]))]).toEqual([0, 1, -2, 65504, Infinity, -Infinity]);
  });
});

describe('prompts and their masks', () => {
  const decoder = decoderOf(signatureOf(readOnnxHead(tinyDecoder())));
  const encoder = signatureOf(readOnnxHead(tinyEncoder()));
  const picture = { width: 256, height: 192 };
  const fit = fitPicture(picture, encoder.part === 'encoder' ? encoder.picture : { fit: 'free', width: 1, height: 1 });
  test('points are in pixels of the input, padded where there is no box', () => {
    const given = promptTensors({ points: [{ x: 10, y: 20, inside: true }, { x: 30, y: 40, inside: false }], box: null }, fit, decoder);
    expect([...(given['point_coords']?.data ?? [])]).toEqual([5, 10, 15, 20, 0, 0]);
    expect([...(given['point_labels']?.data ?? [])]).toEqual([1, 0, -1]);
    expect([given['orig_im_size']?.data, given['mask_input']?.dims]).toEqual([Float32Array.of(96, 128), [1, 1, 32, 32]]);
  });
  test('a box is two corners', () => {
    const given = promptTensors({ points: [], box: [10, 20, 100, 120] }, fit, decoder);
    expect([[...(given['point_coords']?.data ?? [])], [...(given['point_labels']?.data ?? [])]]).toEqual([[5, 10, 50, 60], [2, 3]]);
  });
  test('masks of the whole input lose what fills it up', () => {
    const data = new Float32Array(64 * 64).fill(1);
    const rings = candidateRings({ dims: [1, 1, 64, 64], data, scores: null }, 0, { fit, picture, smoothing: 0 });
    const xs = rings.flat().filter((_, at) => at % 2 === 0);
    const ys = rings.flat().filter((_, at) => at % 2 === 1);
    expect([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]).toEqual([0, 256, 0, 192]);
  });
  test('numbers that are none are said, other forms too', () => {
    expect(() => clickCandidates({ dims: [1, 1, 2, 2], data: Float32Array.of(1, NaN, 0, 0), scores: null })).toThrow(expect.objectContaining({ code: 'model/not-a-number' }));
    expect(() => clickCandidates({ dims: [4], data: new Float32Array(4), scores: null })).toThrow(expect.objectContaining({ code: 'model/other-outputs' }));
  });
  test('empty masks are no candidates, the surest comes first', () => {
    const data = Float32Array.of(-1, -1, 1, -1, -1, 2);
    expect(clickCandidates({ dims: [1, 3, 1, 2], data, scores: Float32Array.of(0.9, 0.2, 0.7) })).toMatchObject([{ at: 2 }, { at: 1 }]);
  });
  test('coarse logits are cut between their pixels', () => {
    const { width, bits } = maskOfLogits(Float32Array.of(1, -1), { width: 2, height: 1 });
    expect([width, bits.slice(0, width).lastIndexOf(1)]).toEqual([1024, 511]);
  });
});

test('a polygon is the largest area with its own holes', () => {
  const square = (x: number, side: number, hole = false): number[] => (hole ? [x, x, x, x + side, x + side, x + side, x + side, x] : [x, x, x + side, x, x + side, x + side, x, x + side]);
  const [large, own, island, other] = [square(0, 50), square(10, 5, true), square(100, 20), square(105, 5, true)];
  expect(oneOutline([island, other, large, own])).toEqual([large, own]);
  expect(oneOutline([])).toEqual([]);
});

describe('sheets', () => {
  test('are read as what they are', () => {
    const form = (dims: number[], names = 0, masks = 0): string => {
      const { kind, byRow, classes } = sheetForm(dims, { names, masks });
      return `${kind} ${byRow ? 'rows' : 'columns'} ${classes}`;
    };
    expect([form([1, 84, 8400], 80), form([1, 84, 8400]), form([1, 25200, 85], 80), form([1, 25200, 85]), form([1, 300, 6], 80), form([1, 116, 8400], 80, 32), form([1, 300, 38], 80, 32), form([1, 8400, 84], 80), form([1, 5, 8400], 1), form([1, 25200, 6], 1)])
      .toEqual(['classes columns 80', 'classes columns 80', 'objectness rows 80', 'objectness rows 80', 'final rows 0', 'classes columns 80', 'final rows 0', 'classes rows 80', 'classes columns 1', 'objectness rows 1']);
    expect(() => sheetForm([2, 84, 8400], { names: 80, masks: 0 })).toThrow(expect.objectContaining({ code: 'model/other-outputs' }));
  });
  test('of overlapping boxes of one class only the surest stays', () => {
    const box = fc.record({ minX: fc.integer({ min: 0, max: 50 }), minY: fc.integer({ min: 0, max: 50 }), wide: fc.integer({ min: 1, max: 30 }), high: fc.integer({ min: 1, max: 30 }), score: fc.double({ min: 0, max: 1, noNaN: true }), class: fc.nat(2) })
      .map(({ wide, high, ...rest }) => ({ ...rest, maxX: rest.minX + wide, maxY: rest.minY + high, coefficients: [] as readonly number[] }));
    fc.assert(fc.property(fc.array(box, { maxLength: 30 }), (boxes) => {
      const kept = keepBest(boxes, 0.5);
      const clash = (a: (typeof boxes)[number], b: (typeof boxes)[number]): boolean => a.class === b.class && shareOf(a, b) > 0.5;
      expect(kept.some((one, at) => kept.some((other, index) => index !== at && clash(one, other)))).toBe(false);
      for (const one of boxes) expect(kept.includes(one) || kept.some((other) => other.score >= one.score && clash(other, one))).toBe(true);
    }));
  });
  test('masks of found things stay in their box', () => {
    const fit = fitPicture({ width: 64, height: 64 }, { fit: 'letterbox', width: 64, height: 64 });
    const rings = detectionRings({ x: 16, y: 16, width: 32, height: 16, class: 0, score: 1, coefficients: [1] }, { dims: [1, 1, 16, 16], data: new Float32Array(256).fill(1) }, fit);
    const xs = rings.flat().filter((_, at) => at % 2 === 0);
    expect([Math.min(...xs), Math.max(...xs)].map(Math.round)).toEqual([16, 48]);
  });
});
