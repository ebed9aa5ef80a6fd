import type { ElementType, OnnxHead, TensorInfo } from './onnxHead.ts';

/** How pixels are laid out in a model's input: one plane per channel, or channels side by side; with or without a first side for the batch. */
export type PixelLayout = 'nchw' | 'nhwc' | 'hwc';

/**
 * How a picture becomes an input. `fit`: scaled to the longest side and filled up to the right and below (`longest`),
 * scaled and centred (`letterbox`), pulled to the input's size (`stretch`), or scaled and left at that (`free`).
 * `values`: 0 to 255, 0 to 1, or with ImageNet's mean and deviation taken out.
 */
export interface PictureInput {
  readonly name: string;
  readonly type: ElementType;
  readonly layout: PixelLayout;
  readonly fit: 'longest' | 'letterbox' | 'stretch' | 'free';
  readonly values: 'raw' | 'unit' | 'imagenet';
  /** Pixels of the input. Of `free` inputs the most of either side. */
  readonly width: number;
  readonly height: number;
}

/** `plain`: SAM as its library for many models exports it, with nested points and without boxes. */
export type ClickFamily = 'sam' | 'sam2' | 'efficientsam' | 'plain';

/** The half of a click model that looks at the picture once. */
export interface EncoderSignature {
  readonly part: 'encoder';
  readonly family: ClickFamily;
  readonly picture: PictureInput;
  readonly embedding: TensorInfo;
  /** What is handed on as well: finer features of SAM 2, places of the embedding. */
  readonly features: readonly TensorInfo[];
}

/** The half that answers clicks. Every name is null where the model has no such input or output. */
export interface DecoderSignature {
  readonly part: 'decoder';
  readonly family: ClickFamily;
  readonly embedding: TensorInfo;
  readonly features: readonly TensorInfo[];
  readonly points: TensorInfo;
  readonly labels: TensorInfo;
  readonly before: TensorInfo | null;
  readonly hasBefore: TensorInfo | null;
  readonly size: TensorInfo | null;
  readonly masks: string;
  readonly scores: string | null;
}

/** A model that finds things by itself. `sheet`: one row or column per candidate; `pairs`: boxes and scores apart. */
export interface DetectorSignature {
  readonly part: 'detector';
  readonly picture: PictureInput;
  /** Takes the size of the picture beside its pixels. */
  readonly size: TensorInfo | null;
  readonly output: { readonly form: 'sheet'; readonly sheet: string; readonly prototypes: TensorInfo | null } | { readonly form: 'pairs'; readonly boxes: string; readonly scores: string; readonly labels: string | null; readonly normalised: boolean };
  /** Class names by number; empty where the file names none. */
  readonly names: readonly string[];
}

/** A file whose inputs and outputs say nothing we know. `why` is a code; the catalogue has its sentence. */
export interface UnknownSignature {
  readonly part: 'unknown';
  readonly why: 'model/other-inputs' | 'model/other-outputs' | 'model/other-task' | 'model/other-channels';
}

export type Signature = EncoderSignature | DecoderSignature | DetectorSignature | UnknownSignature;

const CLICK_SIDE = 1024;
const DETECTOR_SIDE = 640;
const LEAST_SIDE = 64;

/** What a model is, told by what it takes and gives; the name of its file says nothing. */
export function signatureOf(head: OnnxHead): Signature {
  return decoderOf(head) ?? pictureModelOf(head);
}

function decoderOf({ inputs, outputs }: OnnxHead): DecoderSignature | null {
  const named = (pattern: RegExp): TensorInfo | null => inputs.find(({ name }) => pattern.test(name)) ?? null;
  const [points, labels, embedding] = [named(/point_coords$|^input_points$/), named(/point_labels$|^input_labels$/), named(/^image_embed/)];
  const masks = outputs.find(({ name }) => /masks?$/.test(name) && !name.startsWith('low_res')) ?? outputs.find(({ name }) => /mask/.test(name));
  if (points === null || labels === null || embedding === null || masks === undefined) return null;
  const features = inputs.filter(isFeature).sort((a, b) => a.name.localeCompare(b.name));
  return {
    part: 'decoder', family: decoderFamily(points, features), embedding, features, points, labels,
    before: named(/^(mask_input|input_masks)$/), hasBefore: named(/^has_(mask_input|input_masks)$/), size: named(/^orig(inal)?_(im_|image_)?size$/),
    masks: masks.name, scores: outputs.find(({ name }) => /iou|score/.test(name))?.name ?? null,
  };
}

const PLACES = 'image_positional_embeddings';

function isFeature({ name }: TensorInfo): boolean {
  return name === PLACES || /^(high_res_feats?|image_features)_\d$/.test(name);
}

function decoderFamily(points: TensorInfo, features: readonly TensorInfo[]): ClickFamily {
  if (points.name === 'input_points') return 'plain';
  return features.length > 0 ? 'sam2' : points.name.startsWith('batched') ? 'efficientsam' : 'sam';
}

function pictureModelOf(head: OnnxHead): Signature {
  const picture = head.inputs.find(({ sides, type }) => sides.length >= 3 && type !== 'int64');
  const others = head.inputs.filter((input) => input !== picture);
  const size = others.find(({ name }) => /size/.test(name)) ?? null;
  if (picture === undefined || others.length > (size === null ? 0 : 1)) return { part: 'unknown', why: 'model/other-inputs' };
  const layout = layoutOf(picture);
  if (layout === null) return { part: 'unknown', why: 'model/other-channels' };
  return encoderOf(head, { picture, layout }) ?? detectorOf(head, { picture, layout, size });
}

interface Seeing {
  readonly picture: TensorInfo;
  readonly layout: PixelLayout;
}

/** Null when it does not take three channels. A side that is free may be three. */
function layoutOf({ sides }: TensorInfo): PixelLayout | null {
  const isThree = (side: number | null | undefined): boolean => side === 3;
  if (sides.length === 3) return isThree(sides[2]) ? 'hwc' : null;
  if (sides.length !== 4) return null;
  if (isThree(sides[1])) return 'nchw';
  if (isThree(sides[3])) return 'nhwc';
  return sides[1] === null ? 'nchw' : null;
}

function sizeOf({ picture: { sides }, layout }: Seeing, most: number): { readonly width: number; readonly height: number } {
  const first = layout === 'nchw' ? 2 : layout === 'nhwc' ? 1 : 0;
  return { height: sides[first] ?? most, width: sides[first + 1] ?? most };
}

function encoderOf({ outputs }: OnnxHead, seeing: Seeing): EncoderSignature | null {
  const { picture, layout } = seeing;
  const embedding = outputs.find(({ name }) => /embed/.test(name) && name !== PLACES) ?? (outputs.length === 1 ? outputs[0] : undefined);
  const { width, height } = sizeOf(seeing, CLICK_SIDE);
  if (embedding === undefined || embedding.sides.length !== 4 || !(/embed/.test(embedding.name) || (embedding.sides[2] ?? height) < height / 4)) return null;
  const features = outputs.filter(isFeature).sort((a, b) => a.name.localeCompare(b.name));
  const family: ClickFamily = features.some(({ name }) => name === PLACES) ? 'plain' : features.length > 0 ? 'sam2' : picture.name.startsWith('batched') ? 'efficientsam' : 'sam';
  const isFree = picture.sides.every((side, at) => side === null || side <= 3 || at === 0);
  const fit = family === 'sam2' ? 'stretch' : isFree && (layout === 'hwc' || family === 'efficientsam') ? 'free' : 'longest';
  // Exports that take pixels in rows bring their own normalisation, as does EfficientSAM from 0 to 1.
  const values = picture.type === 'uint8' || layout !== 'nchw' ? 'raw' : family === 'efficientsam' ? 'unit' : 'imagenet';
  return { part: 'encoder', family, picture: { name: picture.name, type: picture.type, layout, fit, values, width, height }, embedding, features };
}

function detectorOf({ outputs, notes }: OnnxHead, seeing: Seeing & { readonly size: TensorInfo | null }): DetectorSignature | UnknownSignature {
  const { picture, layout, size } = seeing;
  if (notes['task'] !== undefined && notes['task'] !== 'detect' && notes['task'] !== 'segment') return { part: 'unknown', why: 'model/other-task' };
  const output = formOf(outputs);
  if (output === null) return { part: 'unknown', why: 'model/other-outputs' };
  const own = sizeOf(seeing, DETECTOR_SIDE);
  // Readers of text take pictures too, one line high, and give sheets as well.
  if (Math.min(own.width, own.height) < LEAST_SIDE) return { part: 'unknown', why: 'model/other-inputs' };
  const [height = own.height, width = own.width] = numbersIn(notes['imgsz'] ?? '');
  const names = classNames(notes['names'] ?? notes['id2label'] ?? '');
  const apart = output.form === 'pairs';
  const values = picture.type === 'uint8' ? 'raw' : 'unit';
  const fixed = picture.sides.filter((side) => side !== null && side > 3).length >= 2;
  return { part: 'detector', size, output, names, picture: { name: picture.name, type: picture.type, layout, fit: apart ? 'stretch' : 'letterbox', values, ...(fixed ? own : { width, height }) } };
}

function formOf(outputs: readonly TensorInfo[]): DetectorSignature['output'] | null {
  const named = (pattern: RegExp): TensorInfo | undefined => outputs.find(({ name }) => pattern.test(name));
  const [boxes, scores] = [named(/boxes/), named(/logits|scores/)];
  if (boxes !== undefined && scores !== undefined) return { form: 'pairs', boxes: boxes.name, scores: scores.name, labels: named(/^labels?$/)?.name ?? null, normalised: boxes.name === 'pred_boxes' };
  const sheet = outputs.find(({ sides }) => sides.length === 3);
  const prototypes = outputs.find(({ sides }) => sides.length === 4) ?? null;
  // Older exports give the raw heads beside the finished sheet, which comes first.
  return sheet === undefined || (sheet !== outputs[0] && prototypes !== outputs[0]) ? null : { form: 'sheet', sheet: sheet.name, prototypes };
}

/** Class names as Ultralytics writes them (`{0: 'person', 1: "driver's seat"}`) or as JSON. Empty when it is neither. */
export function classNames(text: string): string[] {
  const found: string[] = [];
  for (const [, number, single, double] of text.matchAll(/["']?(\d+)["']?\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)) {
    const at = Number(number);
    if (at < 100_000) found[at] = (single ?? double ?? '').replaceAll(/\\(.)/g, '$1');
  }
  return Array.from(found, (name, at) => name ?? String(at));
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits)).filter((number) => number >= 32 && number <= 8192);
}
