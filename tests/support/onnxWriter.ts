/** Writes small ONNX files (protobuf by `onnx.proto`), so that tests bring their own models. */
export type ElementName = 'float32' | 'uint8' | 'int32' | 'int64' | 'float16';

export interface ValueSpec {
  readonly name: string;
  readonly type?: ElementName;
  /** A name instead of a number is a free side. */
  readonly sides: readonly (number | string)[];
}

export interface WeightSpec {
  readonly name: string;
  readonly type?: 'float32' | 'int64';
  readonly sides: readonly number[];
  readonly values: readonly number[];
  /** The values are in this file, which is not there. */
  readonly beside?: string;
}

export interface NodeSpec {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[] | string>>;
}

export interface ModelSpec {
  readonly producer?: string;
  readonly producerVersion?: string;
  readonly modelVersion?: number;
  readonly notes?: Readonly<Record<string, string>>;
  readonly nodes: readonly NodeSpec[];
  readonly weights?: readonly WeightSpec[];
  readonly inputs: readonly ValueSpec[];
  readonly outputs: readonly ValueSpec[];
}

const TYPES: Readonly<Record<ElementName, number>> = { float32: 1, uint8: 2, int32: 6, int64: 7, float16: 10 };
const [IR_VERSION, OPSET] = [8, 17];

export function onnxModel(spec: ModelSpec): Uint8Array {
  const { producer = '', producerVersion = '', modelVersion = 0, notes = {} } = spec;
  const graph = message([
    ...spec.nodes.map((node) => bytes(1, nodeOf(node))), text(2, 'graph'),
    ...(spec.weights ?? []).map((weight) => bytes(5, weightOf(weight))),
    ...spec.inputs.map((value) => bytes(11, valueOf(value))), ...spec.outputs.map((value) => bytes(12, valueOf(value))),
  ]);
  return message([
    number(1, IR_VERSION), text(2, producer), text(3, producerVersion), number(5, modelVersion), bytes(7, graph), bytes(8, message([number(2, OPSET)])),
    ...Object.entries(notes).map(([key, value]) => bytes(14, message([text(1, key), text(2, value)]))),
  ]);
}

function nodeOf({ op, inputs, outputs, attributes = {} }: NodeSpec): Uint8Array {
  return message([...inputs.map((name) => text(1, name)), ...outputs.map((name) => text(2, name)), text(4, op), ...Object.entries(attributes).map(([name, value]) => bytes(5, attributeOf(name, value)))]);
}

function attributeOf(name: string, value: number | readonly number[] | string): Uint8Array {
  if (typeof value === 'string') return message([text(1, name), text(4, value), number(20, 3)]);
  if (typeof value === 'number') return message([text(1, name), number(3, value), number(20, 2)]);
  return message([text(1, name), ...value.map((one) => number(8, one)), number(20, 7)]);
}

function weightOf({ name, type = 'float32', sides, values, beside }: WeightSpec): Uint8Array {
  const raw = type === 'int64' ? new Uint8Array(BigInt64Array.from(values, BigInt).buffer) : new Uint8Array(Float32Array.from(values).buffer);
  const data = beside === undefined ? [bytes(9, raw)] : [bytes(13, message([text(1, 'location'), text(2, beside)])), number(14, 1)];
  return message([...sides.map((side) => number(1, side)), number(2, TYPES[type]), text(8, name), ...data]);
}

function valueOf({ name, type = 'float32', sides }: ValueSpec): Uint8Array {
  const shape = message(sides.map((side) => bytes(1, message([typeof side === 'number' ? number(1, side) : text(2, side)]))));
  return message([text(1, name), bytes(2, message([bytes(1, message([number(1, TYPES[type]), bytes(2, shape)]))]))]);
}

function message(fields: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  const whole = new Uint8Array(fields.reduce((sum, field) => sum + field.length, 0));
  let at = 0;
  for (const field of fields) {
    whole.set(field, at);
    at += field.length;
  }
  return whole;
}

function varint(value: number): number[] {
  const found: number[] = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    if (rest < 128n) return [...found, Number(rest)];
    found.push(Number(rest & 127n) | 128);
  }
}

function number(field: number, value: number): number[] {
  return [...varint(field * 8), ...varint(value)];
}

function bytes(field: number, value: Uint8Array): Uint8Array {
  return message([[...varint(field * 8 + 2), ...varint(value.length)], value]);
}

function text(field: number, value: string): Uint8Array {
  return bytes(field, new TextEncoder().encode(value));
}
