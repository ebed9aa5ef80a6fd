import type * as Ort from 'onnxruntime-web';
import { AppError } from '#shared/base/errors.ts';
import { fromHalf } from '#shared/vision/models/half.ts';
import type { TensorValue } from '#shared/vision/models/inputTensor.ts';
import { corruptModel } from '#shared/vision/models/modelFaults.ts';
import type { Provider } from './modelsContract.ts';

/** A model that can be run. */
export interface OnnxSession {
  readonly provider: Provider;
  run(given: Readonly<Record<string, TensorValue>>): Promise<Readonly<Record<string, TensorValue>>>;
  close(): Promise<void>;
}

export interface OnnxRuntime {
  /** Throws `model/corrupt`, `model/cannot-run` or `model/too-large`. */
  open(file: Uint8Array): Promise<OnnxSession>;
}

/** What is asked of the machine's graphics: all of `navigator.gpu` that matters here. */
export interface Graphics {
  requestAdapter(): Promise<unknown>;
}

/** WebGPU where the machine gives an adapter, else the processor, which every machine has. */
export async function chooseProvider(graphics: Graphics | null): Promise<Provider> {
  const adapter = await graphics?.requestAdapter().catch(() => null);
  return adapter === null || adapter === undefined ? 'cpu' : 'webgpu';
}

/**
 * ONNX Runtime as a port, so that tests run the same sessions under Node. What a graphics card refuses, the processor
 * is asked to do; `provider` says which one it became.
 */
export function onnxRuntime(ort: typeof Ort, wanted: Promise<Provider>): OnnxRuntime {
  return {
    open: async (file) => {
      const provider = await wanted;
      if (provider === 'webgpu') {
        const session = await ort.InferenceSession.create(file, { executionProviders: ['webgpu'] }).catch(() => null);
        if (session !== null) return sessionOver(ort, session, provider);
      }
      const session = await ort.InferenceSession.create(file, { executionProviders: ['wasm'] }).catch((error: unknown) => Promise.reject(openingFault(error)));
      return sessionOver(ort, session, 'cpu');
    },
  };
}

function openingFault(cause: unknown): AppError {
  const words = cause instanceof Error ? cause.message : String(cause);
  if (/protobuf|ModelProto|invalid model|INVALID_PROTOBUF/i.test(words)) return corruptModel(cause);
  if (isMemory(words)) return tooLarge(cause);
  return new AppError('model/cannot-run', `This model cannot be run here: ${words.slice(0, 200)}`, { cause, params: { why: words.slice(0, 200) } });
}

function isMemory(words: string): boolean {
  return /memory|allocat|bad_alloc|out of bounds/i.test(words);
}

export function tooLarge(cause: unknown = null): AppError {
  return new AppError('model/too-large', 'This model needs more memory than a window has. Choose a smaller one, for instance its “tiny” or quantised form.', { cause });
}

function sessionOver(ort: typeof Ort, session: Ort.InferenceSession, provider: Provider): OnnxSession {
  return {
    provider,
    run: async (given) => {
      const feeds = Object.fromEntries(session.inputNames.flatMap((name) => {
        const value = given[name];
        return value === undefined ? [] : [[name, ortTensor(ort, value)]];
      }));
      const answers = await session.run(feeds).catch((error: unknown) => Promise.reject(runningFault(error)));
      return Object.fromEntries(await Promise.all(Object.entries(answers).map(async ([name, tensor]) => [name, await valueOf(tensor)] as const)));
    },
    close: () => session.release(),
  };
}

function runningFault(cause: unknown): AppError {
  const words = cause instanceof Error ? cause.message : String(cause);
  return isMemory(words) ? tooLarge(cause) : new AppError('model/failed', `The model stopped with an error: ${words.slice(0, 200)}`, { cause, params: { why: words.slice(0, 200) } });
}

function ortTensor(ort: typeof Ort, { type, dims, data }: TensorValue): Ort.Tensor {
  if (data instanceof BigInt64Array) return new ort.Tensor('int64', data, dims);
  if (data instanceof Int32Array) return new ort.Tensor('int32', data, dims);
  if (data instanceof Uint8Array) return new ort.Tensor('uint8', data, dims);
  if (data instanceof Uint16Array) return new ort.Tensor('float16', data, dims);
  if (type !== 'float32') throw new AppError('model/other-inputs', 'This model takes numbers of a type that is not known here.');
  return new ort.Tensor('float32', data, dims);
}

/** Whatever type a model answers in, from here on it is plain numbers. */
async function valueOf(tensor: Ort.Tensor): Promise<TensorValue> {
  const data: unknown = await tensor.getData();
  const values = data instanceof Float32Array ? data : data instanceof Uint16Array ? fromHalf(data) : ArrayBuffer.isView(data) ? Float32Array.from(data as unknown as ArrayLike<number | bigint>, Number) : new Float32Array(0);
  return { type: 'float32', dims: tensor.dims, data: values };
}
