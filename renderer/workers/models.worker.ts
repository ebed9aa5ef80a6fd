import * as ort from 'onnxruntime-web/jspi';
import { armPage } from '../host/armPage.ts';
import { serveWindow } from '../host/workerLine.ts';
import { modelsContract } from '../models/modelsContract.ts';
import { chooseProvider, onnxRuntime, type Graphics } from '../models/onnxRuntime.ts';
import { serveModels } from '../models/serveModels.ts';

/**
 * Runs models away from the window. The build with suspended calls (JSPI) drives processor and graphics card from one
 * file of 17 MB, which nobody loads before the first model is used. Threads only where the page is isolated.
 */
armPage();
if (!globalThis.crossOriginIsolated) ort.env.wasm.numThreads = 1;
serveWindow(modelsContract, serveModels(onnxRuntime(ort, chooseProvider(graphics()))));

function graphics(): Graphics | null {
  const gpu: unknown = Reflect.get(navigator, 'gpu');
  return isGraphics(gpu) ? gpu : null;
}

function isGraphics(gpu: unknown): gpu is Graphics {
  return typeof gpu === 'object' && gpu !== null && 'requestAdapter' in gpu;
}
