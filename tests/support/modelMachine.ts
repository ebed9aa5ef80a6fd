import * as ort from 'onnxruntime-web';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { ModelShelf } from '../../renderer/local/modelShelf.ts';
import { ModelDesk } from '../../renderer/models/modelDesk.ts';
import { createModelsStore } from '../../renderer/models/modelsStore.ts';
import { onnxRuntime } from '../../renderer/models/onnxRuntime.ts';
import { serveModels } from '../../renderer/models/serveModels.ts';

/** A computer's shelf of models and the real runtime, without the threads between: each desk is another day on it. */
export class ModelMachine {
  readonly disk = new IDBFactory();
  /** How often a model looked at a picture, and how often a worker was ended. */
  looks = 0;
  /** The shelf's database does not open. */
  broken = false;
  stopped = 0;

  desk(): ModelDesk {
    ort.env.wasm.numThreads = 1;
    const shelf = () => {
      const own = new ModelShelf({ indexedDB: this.disk, IDBKeyRange });
      if (this.broken) own.on('ready', () => Promise.reject(new Error('damaged')));
      return own;
    };
    const start = () => {
      const { models } = serveModels(onnxRuntime(ort, Promise.resolve('cpu')));
      const embed = (...args: Parameters<typeof models.embed>) => ((this.looks += 1), models.embed(...args));
      return { client: { models: { ...models, embed } }, stop: () => void (this.stopped += 1) };
    };
    return new ModelDesk({ shelf, start, store: createModelsStore(), now: () => 1 });
  }
}

export function modelFile(name: string, bytes: Uint8Array): File {
  return new File([new Uint8Array(bytes)], name);
}
