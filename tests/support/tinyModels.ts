import { onnxModel, type ModelSpec, type NodeSpec, type WeightSpec } from './onnxWriter.ts';

/** Side of the pictures a click model looks at, and how many pixels become one in its embedding. */
export interface ClickScale {
  readonly side: number;
  readonly pool: number;
}

export const CLICK_SIDE = 128;
const TINY: ClickScale = { side: CLICK_SIDE, pool: 2 };
/** The sizes that SAM has. */
export const SAM_SCALE: ClickScale = { side: 1024, pool: 16 };
const EMBEDDED = TINY.side / TINY.pool;
/** How unlike a colour may be, summed over the channels as they are normalised, in the narrow and in the wide candidate. */
const [NARROW, WIDE] = [0.8, 4];

const ints = (name: string, ...values: number[]): WeightSpec => ({ name, type: 'int64', sides: [values.length], values });
type Wiring = readonly [inputs: readonly string[], outputs: readonly string[], attributes?: NonNullable<NodeSpec['attributes']>];
const node = (op: string, ...[inputs, outputs, attributes = {}]: Wiring): NodeSpec => ({ op, inputs, outputs, attributes });

/** An encoder as SAM's exports look: its embedding is the picture itself, a few pixels averaged into one. */
export function tinyEncoder({ side, pool }: ClickScale = TINY): Uint8Array {
  return onnxModel({
    producer: 'tiny-sam', modelVersion: 3, notes: { version: '1.2' },
    nodes: [node('AveragePool', ['images'], ['image_embeddings'], { kernel_shape: [pool, pool], strides: [pool, pool] })],
    inputs: [{ name: 'images', sides: [1, 3, side, side] }],
    outputs: [{ name: 'image_embeddings', sides: [1, 3, side / pool, side / pool] }],
  });
}

/** A decoder that answers a click with everything of the colour under the first point, once narrowly and once widely. */
export function tinyDecoder({ side, pool }: ClickScale = TINY): Uint8Array {
  const embedded = side / pool;
  return onnxModel({
    producer: 'tiny-sam', modelVersion: 3, notes: { version: '1.2' },
    nodes: [
      node('Slice', ['point_coords', 'nought', 'one', 'axis1'], ['first']),
      node('Gather', ['first', 'swap'], ['yx'], { axis: 2 }),
      node('Mul', ['yx', 'smaller'], ['fine']),
      node('Floor', ['fine'], ['floored']),
      node('Cast', ['floored'], ['whole'], { to: 7 }),
      node('Reshape', ['whole', 'pair'], ['index']),
      node('Transpose', ['image_embeddings'], ['channelsLast'], { perm: [0, 2, 3, 1] }),
      node('Reshape', ['channelsLast', 'plane'], ['table']),
      node('GatherND', ['table', 'index'], ['colour']),
      node('Reshape', ['colour', 'pillar'], ['wanted']),
      node('Sub', ['image_embeddings', 'wanted'], ['off']),
      node('Abs', ['off'], ['distance']),
      node('ReduceSum', ['distance', 'axis1'], ['unlike'], { keepdims: 1 }),
      node('Sub', ['narrow', 'unlike'], ['narrowMask']),
      node('Sub', ['wide', 'unlike'], ['wideMask']),
      node('Concat', ['narrowMask', 'wideMask'], ['low_res_masks'], { axis: 1 }),
      node('Cast', ['orig_im_size'], ['size'], { to: 7 }),
      node('Concat', ['oneByTwo', 'size'], ['sizes'], { axis: 0 }),
      // What fills the input up is cut off before the mask is brought to the picture's form.
      node('Div', ['size', 'pool'], ['ends']),
      node('Slice', ['low_res_masks', 'corner', 'ends', 'plainAxes'], ['inPicture']),
      node('Resize', ['inPicture', '', '', 'sizes'], ['masks'], { mode: 'linear' }),
      node('Identity', ['certainty'], ['iou_predictions']),
    ],
    weights: [
      ints('nought', 0), ints('one', 1), ints('axis1', 1), ints('swap', 1, 0), ints('pair', 1, 2), ints('plane', embedded, embedded, 3), ints('pillar', 1, 3, 1, 1), ints('oneByTwo', 1, 2), ints('pool', pool), ints('corner', 0, 0), ints('plainAxes', 2, 3),
      { name: 'smaller', sides: [1], values: [1 / pool] }, { name: 'narrow', sides: [1], values: [NARROW] }, { name: 'wide', sides: [1], values: [WIDE] }, { name: 'certainty', sides: [1, 2], values: [0.9, 0.6] },
    ],
    inputs: [
      { name: 'image_embeddings', sides: [1, 3, embedded, embedded] }, { name: 'point_coords', sides: [1, 'points', 2] }, { name: 'point_labels', sides: [1, 'points'] },
      { name: 'mask_input', sides: [1, 1, 32, 32] }, { name: 'has_mask_input', sides: [1] }, { name: 'orig_im_size', sides: [2] },
    ],
    outputs: [{ name: 'masks', sides: [1, 2, 'height', 'width'] }, { name: 'iou_predictions', sides: [1, 2] }, { name: 'low_res_masks', sides: [1, 2, embedded, embedded] }],
  });
}

/** A decoder of SAM 2's form: no size goes in, coarse masks of the whole input come out. */
export function tinySam2(): { readonly encoder: Uint8Array; readonly decoder: Uint8Array } {
  const sides = [1, 3, EMBEDDED, EMBEDDED];
  const features = ['high_res_feats_0', 'high_res_feats_1'];
  const encoder = onnxModel({
    nodes: ['image_embed', ...features].map((name) => node('AveragePool', ['image'], [name], { kernel_shape: [TINY.pool, TINY.pool], strides: [TINY.pool, TINY.pool] })),
    inputs: [{ name: 'image', sides: [1, 3, CLICK_SIDE, CLICK_SIDE] }], outputs: ['image_embed', ...features].map((name) => ({ name, sides })),
  });
  const decoder = onnxModel({
    nodes: [
      node('Add', ['high_res_feats_0', 'high_res_feats_1'], ['both']), node('Sub', ['both', 'image_embed'], ['same']), node('ReduceMax', ['same'], ['masks'], { axes: [1], keepdims: 1 }),
      node('ReduceMean', ['point_coords'], ['middle'], { keepdims: 1 }), node('Reshape', ['middle', 'pair'], ['iou_predictions']),
    ],
    weights: [ints('pair', 1, 1)],
    inputs: [{ name: 'image_embed', sides }, ...features.map((name) => ({ name, sides })), { name: 'point_coords', sides: ['labels', 'points', 2] }, { name: 'point_labels', sides: ['labels', 'points'] }],
    outputs: [{ name: 'masks', sides: [1, 1, EMBEDDED, EMBEDDED] }, { name: 'iou_predictions', sides: [1, 1] }],
  });
  return { encoder, decoder };
}

/** A box in pixels of the detector's input: middle, size, class, certainty. */
export interface TinyBox {
  readonly at: readonly [cx: number, cy: number, width: number, height: number];
  readonly class: number;
  readonly score: number;
}

/** What the tiny detector finds wherever it looks: two cars, one of them twice, a dog, and something it hardly sees. */
export const TINY_BOXES: readonly TinyBox[] = [
  { at: [40, 40, 20, 10], class: 0, score: 0.9 },
  { at: [41, 40, 20, 10], class: 0, score: 0.8 },
  { at: [90, 60, 24, 30], class: 0, score: 0.7 },
  { at: [60, 90, 16, 16], class: 1, score: 0.6 },
  { at: [20, 100, 8, 8], class: 1, score: 0.1 },
];
export const DETECTOR_SIDE = 128;
export const TINY_NAMES = ['car', 'dog'];

export type DetectorForm = 'classes' | 'objectness' | 'final' | 'pairs' | 'logits';

/** A detector that always answers the same, in any of the forms that exports have. */
export function tinyDetector(form: DetectorForm, boxes: readonly TinyBox[] = TINY_BOXES, extra: Partial<ModelSpec> = {}): Uint8Array {
  const { names, values } = answersOf(form, boxes);
  return onnxModel({
    producer: 'pytorch', producerVersion: '2.4', notes: { names: "{0: 'car', 1: 'dog'}", stride: '32', imgsz: `[${DETECTOR_SIDE}, ${DETECTOR_SIDE}]`, task: 'detect', version: '1.2', description: 'yolo-tiny' },
    // The answer hangs on the picture, so that nothing is computed ahead: nought times its mean is added.
    nodes: [node('ReduceMean', ['images'], ['mean'], { keepdims: 0 }), node('Mul', ['mean', 'nothing'], ['zero']), ...names.map((name) => node('Add', [`${name}Fixed`, 'zero'], [name]))],
    weights: [{ name: 'nothing', sides: [1], values: [0] }, ...names.map((name, at): WeightSpec => ({ name: `${name}Fixed`, sides: values[at]?.sides ?? [], values: values[at]?.values ?? [] }))],
    inputs: [{ name: 'images', sides: [1, 3, DETECTOR_SIDE, DETECTOR_SIDE] }],
    outputs: names.map((name, at) => ({ name, sides: values[at]?.sides ?? [] })),
    ...extra,
  });
}

interface Values {
  readonly sides: readonly number[];
  readonly values: readonly number[];
}

function answersOf(form: DetectorForm, boxes: readonly TinyBox[]): { readonly names: readonly string[]; readonly values: readonly Values[] } {
  const scoresOf = ({ class: own, score }: TinyBox): number[] => TINY_NAMES.map((_, at) => (at === own ? score : 0.01));
  const cornersOf = ({ at: [cx, cy, w, h] }: TinyBox): number[] => [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2];
  const rows = (one: (box: TinyBox) => number[]): Values => ({ sides: [1, boxes.length, boxes[0] === undefined ? 0 : one(boxes[0]).length], values: boxes.flatMap(one) });
  if (form === 'final') return { names: ['output0'], values: [rows((box) => [...cornersOf(box), box.score, box.class])] };
  if (form === 'objectness') return { names: ['output0'], values: [padded(rows((box) => [...box.at, 1, ...scoresOf(box)]))] };
  if (form === 'classes') return { names: ['output0'], values: [columns(padded(rows((box) => [...box.at, ...scoresOf(box)])))] };
  const share = (box: TinyBox): number[] => box.at.map((value) => value / DETECTOR_SIDE);
  if (form === 'logits') return { names: ['pred_boxes', 'logits'], values: [rows(share), rows((box) => scoresOf(box).map((score) => Math.log(score / (1 - score))))] };
  const flat = (one: (box: TinyBox) => number): Values => ({ sides: [1, boxes.length], values: boxes.map(one) });
  return { names: ['labels', 'boxes', 'scores'], values: [flat((box) => box.class), rows(cornersOf), flat(({ score }) => score)] };
}

/** As many candidates as raw sheets have: most of them are nothing. */
function padded({ sides: [, count = 0, width = 0], values }: Values): Values {
  const rows = Math.max(count, 64);
  return { sides: [1, rows, width], values: [...values, ...Array.from({ length: (rows - count) * width }, () => 0)] };
}

function columns({ sides: [, rows = 0, width = 0], values }: Values): Values {
  return { sides: [1, width, rows], values: Array.from({ length: rows * width }, (_, at) => values[(at % rows) * width + Math.floor(at / rows)] ?? 0) };
}

/** An encoder whose numbers are none: it divides nought by nought. */
export function brokenDetector(): Uint8Array {
  return tinyDetector('classes', [{ at: [40, 40, 20, 10], class: 0, score: Number.NaN }]);
}

/** A whole model that takes nothing we could give it. */
export function wordModel(): Uint8Array {
  return onnxModel({ nodes: [node('Identity', ['input_ids'], ['output'])], inputs: [{ name: 'input_ids', type: 'int64', sides: [1, 'length'] }], outputs: [{ name: 'output', type: 'int64', sides: [1, 'length'] }] });
}

/** Its weights are in a second file. */
export function splitModel(): Uint8Array {
  return onnxModel({
    nodes: [node('Add', ['images', 'weights'], ['image_embeddings'])], weights: [{ name: 'weights', sides: [1], values: [0], beside: 'encoder.onnx.data' }],
    inputs: [{ name: 'images', sides: [1, 3, 64, 64] }], outputs: [{ name: 'image_embeddings', sides: [1, 3, 64, 64] }],
  });
}
