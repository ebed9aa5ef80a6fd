import { AppError } from '#shared/base/errors.ts';
import type { HandlersOf } from '#shared/bridge/service.ts';
import { clickCandidates, notANumber, promptTensors } from '#shared/vision/models/clickPrompt.ts';
import { detectionRings } from '#shared/vision/models/detectionMask.ts';
import { readDetections, type Answer } from '#shared/vision/models/detections.ts';
import { pictureTensor, tensorOf, type TensorValue } from '#shared/vision/models/inputTensor.ts';
import { fitPicture } from '#shared/vision/models/pictureFit.ts';
import type { DecoderSignature, Signature } from '#shared/vision/models/signature.ts';
import { Embeddings, type Embedding } from './embeddings.ts';
import { inspectModel } from './inspectModel.ts';
import type { ModelsContract } from './modelsContract.ts';
import type { OnnxRuntime, OnnxSession } from './onnxRuntime.ts';

/** What was seen of some twenty pictures by an encoder of SAM's size. */
const MOST_EMBEDDED = 96 * 1024 * 1024;

interface Opened {
  readonly session: OnnxSession;
  readonly signature: Signature;
}

/** The far side of `modelsContract`. One model runs at a time; a model is opened once, however often it is asked for. */
export function serveModels(runtime: () => Promise<OnnxRuntime>): HandlersOf<ModelsContract> {
  const opened = new Map<string, Promise<Opened>>();
  const embeddings = new Embeddings(MOST_EMBEDDED);
  const inTurn = takeTurns();
  const modelOf = async <P extends Signature['part']>(model: string, part: P): Promise<Opened & { readonly signature: Extract<Signature, { part: P }> }> => {
    const own = await opened.get(model);
    if (own === undefined || !isPart(own.signature, part)) throw new AppError('model/not-open', 'The model is not open any more. Try again.');
    return { session: own.session, signature: own.signature };
  };
  const open = async (file: Blob, signature: Signature): Promise<Opened> => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const session = await inTurn(async () => (await runtime()).open(bytes));
    return { session, signature };
  };
  return {
    models: {
      inspect: ({ file, name }) => inspectModel(file, name),
      open: async ({ model, file, signature }) => {
        const opening = opened.get(model) ?? open(file, signature);
        opened.set(model, opening);
        opening.catch(() => opened.delete(model));
        return { provider: (await opening).session.provider };
      },
      close: async ({ model }) => {
        const own = opened.get(model);
        opened.delete(model);
        await (await own?.catch(() => undefined))?.session.close();
        return {};
      },
      embed: async ({ model, picture, pixels }, options) => {
        const { session, signature } = await modelOf(model, 'encoder');
        const fit = fitPicture(picture, signature.picture);
        const run = await inTurn(() => (options?.signal?.throwIfAborted(), session.run({ [signature.picture.name]: pictureTensor(pixels, fit, signature.picture) })));
        return { embedding: run };
      },
      hold: async ({ key, embedding }) => (embeddings.put(key, embedding), {}),
      holds: async ({ key }) => ({ here: embeddings.get(key) !== null }),
      click: async ({ model, encoder, key, picture, prompt, smoothing }) => {
        const { session, signature } = await modelOf(model, 'decoder');
        const embedding = embeddings.get(key);
        if (embedding === null || encoder.part !== 'encoder') throw new AppError('model/not-seen', 'The picture is no longer at hand. Try again.');
        const fit = fitPicture(picture, encoder.picture);
        const answers = await inTurn(() => session.run({ ...promptTensors(prompt, fit, signature), ...embeddingFor(signature, embedding) }));
        const masks = answerOf(answers, signature.masks);
        const scores = signature.scores === null ? null : answerOf(answers, signature.scores).data;
        return { candidates: clickCandidates({ ...masks, scores }, { fit, picture, smoothing }).map(({ score, rings }) => ({ score, rings: rings.map((ring) => [...ring]) })) };
      },
      detect: async ({ model, picture, pixels, least, overlap }, options) => {
        const { session, signature } = await modelOf(model, 'detector');
        const fit = fitPicture(picture, signature.picture);
        const size = signature.size === null ? {} : { [signature.size.name]: tensorOf(signature.size.type, [1, 2], [picture.width, picture.height]) };
        const run = await inTurn(() => (options?.signal?.throwIfAborted(), session.run({ [signature.picture.name]: pictureTensor(pixels, fit, signature.picture), ...size })));
        const answers = Object.fromEntries(Object.keys(run).map((name) => [name, answerOf(run, name)]));
        const prototypes = signature.output.form === 'sheet' && signature.output.prototypes !== null ? answers[signature.output.prototypes.name] : undefined;
        const found = readDetections(signature, answers, { fit: signature.size === null ? fit : inPicture(picture), picture, least, overlap });
        return { found: found.map(({ coefficients, ...thing }) => ({ ...thing, rings: prototypes === undefined ? [] : detectionRings({ ...thing, coefficients }, prototypes, fit) })) };
      },
    },
  };
}

function isPart<P extends Signature['part']>(signature: Signature, part: P): signature is Extract<Signature, { part: P }> {
  return signature.part === part;
}

/** A model that is told the picture's size answers in the picture's pixels. */
function inPicture({ width, height }: { readonly width: number; readonly height: number }): ReturnType<typeof fitPicture> {
  return { width, height, drawnWidth: width, drawnHeight: height, left: 0, top: 0, scaleX: 1, scaleY: 1 };
}

/** The decoder's names for what the encoder said, in the type it takes; by name, else by place. */
function embeddingFor(decoder: DecoderSignature, embedding: Embedding): Record<string, TensorValue> {
  const features = Object.keys(embedding).filter((name) => name.startsWith('high_res')).sort();
  const whole = embedding[decoder.embedding.name] ?? Object.entries(embedding).find(([name]) => /embed/.test(name))?.[1] ?? Object.values(embedding)[0];
  const taken: (readonly [string, TensorValue | undefined, TensorValue['type']])[] = [[decoder.embedding.name, whole, decoder.embedding.type], ...decoder.features.map(({ name, type }, at) => [name, embedding[name] ?? embedding[features[at] ?? ''], type] as const)];
  return Object.fromEntries(taken.flatMap(([name, value, type]) => (value === undefined || !(value.data instanceof Float32Array) ? [] : [[name, tensorOf(type, value.dims, value.data)] as const])));
}

function answerOf(answers: Readonly<Record<string, TensorValue>>, name: string): Answer {
  const answer = answers[name];
  if (answer === undefined || !(answer.data instanceof Float32Array)) throw notANumber();
  return { dims: answer.dims, data: answer.data };
}

/** One after the other, in the order they came; a failure stops nobody behind it. */
function takeTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
