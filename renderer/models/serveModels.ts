import type * as z from 'zod';
import { ByteShelf } from '#shared/base/byteShelf.ts';
import { AppError } from '#shared/base/errors.ts';
import type { CallOptions, HandlersOf } from '#shared/bridge/service.ts';
import { candidateRings, clickCandidates, promptTensors, type MaskSheet } from '#shared/vision/models/clickPrompt.ts';
import { detectionRings } from '#shared/vision/models/detectionMask.ts';
import { readDetections, type Answer } from '#shared/vision/models/detections.ts';
import { pictureTensor, tensorOf, type TensorValue } from '#shared/vision/models/inputTensor.ts';
import { notANumber } from '#shared/vision/models/modelFaults.ts';
import { fitPicture, type PictureFit } from '#shared/vision/models/pictureFit.ts';
import type { DecoderSignature } from '#shared/vision/models/signature.ts';
import { inspectModel } from './inspectModel.ts';
import type { ClickAnswer, FoundThing, ModelsContract } from './modelsContract.ts';
import type { OnnxRuntime } from './onnxRuntime.ts';
import { OpenModels } from './openModels.ts';

/** What was seen of some twenty pictures by an encoder of SAM's size. */
const MOST_EMBEDDED = 96 * 1024 * 1024;

/** What an encoder saw of a picture, by the name of its output. */
type Embedding = Readonly<Record<string, TensorValue>>;
type Embeddings = ByteShelf<string, Embedding>;

type Asked<M extends keyof ModelsContract['models']> = z.infer<ModelsContract['models'][M]['takes']>;

/** The far side of `modelsContract`. */
export function serveModels(runtime: OnnxRuntime): HandlersOf<ModelsContract> {
  const models = new OpenModels(runtime);
  const embeddings: Embeddings = new ByteShelf(MOST_EMBEDDED, (embedding) => Object.values(embedding).reduce((sum, { data }) => sum + data.byteLength, 0));
  const clicks = new Clicks(models, embeddings);
  return {
    models: {
      inspect: ({ file, name }) => inspectModel(file, name),
      open: async ({ model, file, signature }) => ({ provider: await models.open(model, file, signature) }),
      close: async ({ model }) => (await models.close(model), {}),
      embed: async ({ model, picture, pixels }, options) => {
        const { signature, run } = await models.get(model, 'encoder');
        const fit = fitPicture(picture, signature.picture);
        return { embedding: await run({ [signature.picture.name]: pictureTensor(pixels, fit, signature.picture) }, options?.signal) };
      },
      hold: async ({ key, embedding }) => (embeddings.put(key, embedding), {}),
      holds: async ({ key }) => ({ here: embeddings.get(key) !== null }),
      click: (asked, options) => clicks.answer(asked, options),
      detect: async (asked, options) => ({ found: await findThings(models, asked, options) }),
    },
  };
}

/** Answers clicks on what is held. Another candidate of the newest answer, or other smoothing, needs no model. */
class Clicks {
  readonly #models: OpenModels;
  readonly #embeddings: Embeddings;
  #last: { readonly asked: string; readonly sheet: MaskSheet } | null = null;

  constructor(models: OpenModels, embeddings: Embeddings) {
    this.#models = models;
    this.#embeddings = embeddings;
  }

  async answer({ model, encoder, key, picture, prompt, pick, smoothing }: Asked<'click'>, options: CallOptions | undefined): Promise<ClickAnswer> {
    const { signature, run } = await this.#models.get(model, 'decoder');
    const embedding = this.#embeddings.get(key);
    if (embedding === null || encoder.part !== 'encoder') throw new AppError('model/not-seen', 'The picture is no longer at hand. Try again.');
    const fit = fitPicture(picture, encoder.picture);
    const asked = JSON.stringify({ model, key, prompt });
    const sheet = this.#last?.asked === asked ? this.#last.sheet : sheetOf(signature, await run({ ...promptTensors(prompt, fit, signature), ...embeddingFor(signature, embedding) }, options?.signal));
    this.#last = { asked, sheet };
    const candidates = clickCandidates(sheet);
    const at = candidates.length === 0 ? 0 : pick % candidates.length;
    const chosen = candidates[at];
    return { rings: chosen === undefined ? [] : candidateRings(sheet, chosen.at, { fit, picture, smoothing }), score: chosen?.score ?? null, at, of: candidates.length };
  }
}

function sheetOf({ masks, scores }: DecoderSignature, answers: Readonly<Record<string, TensorValue>>): MaskSheet {
  return { ...answerOf(answers, masks), scores: scores === null ? null : answerOf(answers, scores).data };
}

async function findThings(models: OpenModels, { model, picture, pixels, least, overlap }: Asked<'detect'>, options: CallOptions | undefined): Promise<FoundThing[]> {
  const { signature, run } = await models.get(model, 'detector');
  const fit = fitPicture(picture, signature.picture);
  const size = signature.size === null ? {} : { [signature.size.name]: tensorOf(signature.size.type, [1, 2], [picture.width, picture.height]) };
  const tensors = await run({ [signature.picture.name]: pictureTensor(pixels, fit, signature.picture), ...size }, options?.signal);
  const answers = Object.fromEntries(Object.keys(tensors).map((name) => [name, answerOf(tensors, name)]));
  const prototypes = signature.output.form === 'sheet' && signature.output.prototypes !== null ? answers[signature.output.prototypes.name] : undefined;
  const found = readDetections(signature, answers, { fit: signature.size === null ? fit : inPicture(picture), picture, least, overlap });
  return found.map(({ coefficients, ...thing }) => ({ ...thing, rings: prototypes === undefined ? [] : detectionRings({ ...thing, coefficients }, prototypes, fit) }));
}

/** A model that is told the picture's size answers in the picture's pixels. */
function inPicture({ width, height }: { readonly width: number; readonly height: number }): PictureFit {
  return { width, height, drawnWidth: width, drawnHeight: height, left: 0, top: 0, scaleX: 1, scaleY: 1 };
}

/** The decoder's names for what the encoder said, in the type it takes; by name, else by place. */
function embeddingFor(decoder: DecoderSignature, embedding: Embedding): Record<string, TensorValue> {
  const features = Object.keys(embedding).filter((name) => /^(high_res|image_features)/.test(name)).sort();
  const whole = embedding[decoder.embedding.name] ?? Object.entries(embedding).find(([name]) => /embed/.test(name) && !name.includes('positional'))?.[1] ?? Object.values(embedding)[0];
  const taken: (readonly [string, TensorValue | undefined, TensorValue['type']])[] = [[decoder.embedding.name, whole, decoder.embedding.type], ...decoder.features.map(({ name, type }, at) => [name, embedding[name] ?? embedding[features[at] ?? ''], type] as const)];
  return Object.fromEntries(taken.flatMap(([name, value, type]) => (value === undefined || !(value.data instanceof Float32Array) ? [] : [[name, tensorOf(type, value.dims, value.data)] as const])));
}

function answerOf(answers: Readonly<Record<string, TensorValue>>, name: string): Answer {
  const answer = answers[name];
  if (answer === undefined || !(answer.data instanceof Float32Array)) throw notANumber();
  return { dims: answer.dims, data: answer.data };
}
