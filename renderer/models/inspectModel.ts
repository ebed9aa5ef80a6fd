import { AppError } from '#shared/base/errors.ts';
import { readOnnxHead, type OnnxHead, type TensorInfo } from '#shared/vision/models/onnxHead.ts';
import { signatureOf } from '#shared/vision/models/signature.ts';
import type { ModelFacts } from './modelsContract.ts';
import { tooLarge } from './onnxRuntime.ts';

/** A window's memory ends at four gigabytes, and a model is in it more than once while it is being opened. */
const MOST_BYTES = 1_500_000_000;

/** What a file says of itself, and by which name and version it goes in records. */
export async function inspectModel(file: Blob, name: string): Promise<ModelFacts> {
  if (file.size > MOST_BYTES) throw tooLarge();
  const bytes = await bytesOf(file, name);
  const head = readOnnxHead(bytes);
  if (head.beside !== null) throw new AppError('model/split', `The weights of “${name}” are in a second file, “${head.beside}”. Export the model as one file.`, { params: { name, other: head.beside } });
  const hash = [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { hash, name: name.replace(/\.onnx$/i, ''), version: versionOf(head, hash), bytes: bytes.length, signature: signatureOf(head), inputs: head.inputs.map(tensorWords), outputs: head.outputs.map(tensorWords) };
}

/** What the file calls its version; else the number it carries; else the start of its hash, which always tells files apart. */
function versionOf({ notes, modelVersion }: OnnxHead, hash: string): string {
  const own = notes['model_version'] ?? notes['version'] ?? '';
  if (own !== '') return own.slice(0, 60);
  return modelVersion > 0 ? String(modelVersion) : hash.slice(0, 8);
}

function tensorWords({ name, type, sides }: TensorInfo): string {
  return `${name} ${type}[${sides.map((side) => side ?? '?').join(', ')}]`;
}

async function bytesOf(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new AppError('model/unreadable', `“${name}” cannot be read any more. Perhaps it was moved or its disk was taken out.`, { cause, params: { name } });
  }
}
