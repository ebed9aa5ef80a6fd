import { AppError } from '#shared/base/errors.ts';
import type { TensorValue } from '#shared/vision/models/inputTensor.ts';
import type { Signature } from '#shared/vision/models/signature.ts';
import type { Provider } from './modelsContract.ts';
import type { OnnxRuntime, OnnxSession } from './onnxRuntime.ts';

type Part = Signature['part'];
type Tensors = Readonly<Record<string, TensorValue>>;

interface Opened {
  readonly session: OnnxSession;
  readonly signature: Signature;
}

export interface OpenModel<P extends Part> {
  readonly signature: Extract<Signature, { part: P }>;
  /** Throws when it was called off before its turn came. */
  run(given: Tensors, signal: AbortSignal | undefined): Promise<Tensors>;
}

/** The models a worker has open. One runs at a time; each is opened once, however often it is asked for. */
export class OpenModels {
  readonly #runtime: OnnxRuntime;
  readonly #opened = new Map<string, Promise<Opened>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(runtime: OnnxRuntime) {
    this.#runtime = runtime;
  }

  async open(model: string, file: Blob, signature: Signature): Promise<Provider> {
    const opening = this.#opened.get(model) ?? this.#start(file, signature);
    this.#opened.set(model, opening);
    opening.catch(() => this.#opened.delete(model));
    return (await opening).session.provider;
  }

  async close(model: string): Promise<void> {
    const own = this.#opened.get(model);
    this.#opened.delete(model);
    const opened = await own?.catch(() => undefined);
    if (opened !== undefined) await this.#inTurn(() => opened.session.close());
  }

  async get<P extends Part>(model: string, part: P): Promise<OpenModel<P>> {
    const own = await this.#opened.get(model);
    if (own === undefined || !isPart(own.signature, part)) throw new AppError('model/not-open', 'The model is not open any more. Try again.');
    return { signature: own.signature, run: (given, signal) => this.#inTurn(() => (signal?.throwIfAborted(), own.session.run(given))) };
  }

  async #start(file: Blob, signature: Signature): Promise<Opened> {
    const bytes = new Uint8Array(await file.arrayBuffer().catch((cause: unknown) => Promise.reject<ArrayBuffer>(new AppError('model/unreadable', 'The kept copy of the model cannot be read any more. Remove it and add it again.', { cause }))));
    return { signature, session: await this.#inTurn(() => this.#runtime.open(bytes)) };
  }

  /** In the order they came; a failure stops nobody behind it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

function isPart<P extends Part>(signature: Signature, part: P): signature is Extract<Signature, { part: P }> {
  return signature.part === part;
}
