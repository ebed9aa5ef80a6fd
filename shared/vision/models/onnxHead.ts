import { corruptModel } from './modelFaults.ts';
import { fieldsOf, numberOf, textOf, type Field } from './wireFormat.ts';

/** The types of numbers that models of pictures take and give; `other` is anything else. */
export type ElementType = 'float32' | 'float16' | 'uint8' | 'int32' | 'int64' | 'other';

/** An input or output. A side is a number, or null where it is free or named. */
export interface TensorInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly sides: readonly (number | null)[];
}

/** What an ONNX file says of itself, read without running it. */
export interface OnnxHead {
  readonly producer: string;
  readonly producerVersion: string;
  /** `model_version` of the file; 0 where nobody set it. */
  readonly modelVersion: number;
  readonly notes: Readonly<Record<string, string>>;
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** A file beside it that holds weights; null when it holds all of them itself. */
  readonly beside: string | null;
}

/** Field numbers of ModelProto, GraphProto, ValueInfoProto, TensorProto as `onnx.proto` gives them. */
const MODEL = { producer: 2, producerVersion: 3, modelVersion: 5, graph: 7, notes: 14 };
const GRAPH = { initializer: 5, input: 11, output: 12 };
const TENSOR = { name: 8, external: 13, location: 14 };
const TYPES: Readonly<Record<number, ElementType>> = { 1: 'float32', 2: 'uint8', 6: 'int32', 7: 'int64', 10: 'float16' };

/** Reads the head of an ONNX file. Throws `model/corrupt` when the bytes are not one. */
export function readOnnxHead(bytes: Uint8Array): OnnxHead {
  const fields = [...fieldsOf(bytes)];
  const graph = fields.findLast(({ number }) => number === MODEL.graph);
  if (graph === undefined || graph.bytes.length === 0) throw corruptModel();
  const parts = [...fieldsOf(graph.bytes)];
  const weights = parts.filter(({ number }) => number === GRAPH.initializer).map((field) => weightOf(field.bytes));
  const own = new Set(weights.map(({ name }) => name));
  const infos = (number: number): TensorInfo[] => parts.filter((part) => part.number === number).map((part) => tensorInfo(part.bytes));
  const text = (number: number): string => words(fields, number);
  return {
    producer: text(MODEL.producer), producerVersion: text(MODEL.producerVersion),
    modelVersion: Number(fields.findLast(({ number }) => number === MODEL.modelVersion)?.value ?? 0n),
    notes: Object.fromEntries(fields.filter(({ number }) => number === MODEL.notes).map((field) => pairOf(field.bytes))),
    // Old exports list their weights among the inputs.
    inputs: infos(GRAPH.input).filter(({ name }) => !own.has(name)),
    outputs: infos(GRAPH.output),
    beside: weights.find(({ beside }) => beside !== null)?.beside ?? null,
  };
}

function words(fields: readonly Field[], number: number): string {
  const field = fields.findLast((one) => one.number === number);
  return field === undefined ? '' : textOf(field);
}

function pairOf(bytes: Uint8Array): readonly [string, string] {
  const fields = [...fieldsOf(bytes)];
  return [words(fields, 1), words(fields, 2)];
}

function weightOf(bytes: Uint8Array): { readonly name: string; readonly beside: string | null } {
  let [name, beside, isBeside] = ['', '', false];
  for (const field of fieldsOf(bytes)) {
    if (field.number === TENSOR.name) name = textOf(field);
    if (field.number === TENSOR.location) isBeside = field.value === 1n;
    if (field.number !== TENSOR.external) continue;
    const [key, value] = pairOf(field.bytes);
    if (key === 'location') beside = value;
  }
  return { name, beside: isBeside || beside !== '' ? beside : null };
}

/** ValueInfoProto { name 1, type 2 { tensor_type 1 { elem_type 1, shape 2 { dim 1 { dim_value 1 | dim_param 2 } } } } }. */
function tensorInfo(bytes: Uint8Array): TensorInfo {
  const fields = [...fieldsOf(bytes)];
  const tensor = inside(inside(fields, 2), 1);
  const element = tensor.findLast(({ number }) => number === 1);
  const sides = inside(tensor, 2).filter(({ number }) => number === 1).map((dim) => sideOf([...fieldsOf(dim.bytes)]));
  return { name: words(fields, 1), type: TYPES[Number(element?.value ?? 0n)] ?? 'other', sides };
}

function inside(fields: readonly Field[], number: number): readonly Field[] {
  const field = fields.findLast((one) => one.number === number);
  return field === undefined ? [] : [...fieldsOf(field.bytes)];
}

function sideOf(dim: readonly Field[]): number | null {
  const value = dim.findLast(({ number }) => number === 1);
  const side = value === undefined ? 0 : numberOf(value);
  return side > 0 ? side : null;
}
