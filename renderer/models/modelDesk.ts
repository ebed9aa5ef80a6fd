import { AppError, errorCode, errorSentence } from '#shared/base/errors.ts';
import type { LabelId } from '#shared/model/ids.ts';
import type { Proposer } from '#shared/model/records.ts';
import type { ClickPrompt } from '#shared/vision/models/clickPrompt.ts';
import type { PictureInput } from '#shared/vision/models/signature.ts';
import type { ModelShelf } from '../local/modelShelf.ts';
import type { ModelWorker } from '../workers/startModels.ts';
import { modelFacts, type ClickAnswer, type FoundThing, type ModelFacts } from './modelsContract.ts';
import { factsOf, fitsTogether, type ChosenModels, type Models, type ModelsStore, type ModelWork } from './modelsStore.ts';
import { recalledChoices } from './recalledChoices.ts';

export interface ModelDeskParts {
  readonly shelf: () => ModelShelf;
  readonly start: () => ModelWorker;
  readonly store: ModelsStore;
  readonly now: () => number;
}

/** A picture as the window hands it over: its size, and its pixels drawn at the size an input wants. */
export interface Looked {
  readonly picture: { readonly width: number; readonly height: number };
  readonly pixels: Uint8Array;
}

export interface ClickAsked {
  readonly picture: Looked['picture'];
  readonly prompt: ClickPrompt;
  /** Which candidate, counted on. */
  readonly pick: number;
  readonly smoothing: number;
}

export type Drawing = (input: PictureInput, signal: AbortSignal) => Promise<Looked>;

/**
 * The models of this computer and the two workers that run them: one looks at pictures, which takes as long as it takes,
 * and one answers clicks, which must never wait behind the other.
 */
export class ModelDesk {
  readonly store: ModelsStore;
  readonly #parts: ModelDeskParts;
  #shelf: ModelShelf | null = null;
  #looker: ModelWorker | null = null;
  #answerer: ModelWorker | null = null;
  #adding: AbortController | null = null;
  readonly #looking = new Map<string, Promise<void>>();
  /** What each worker has open: a click must not wait for the disk. */
  readonly #opened = new WeakMap<ModelWorker, Set<string>>();

  constructor(parts: ModelDeskParts) {
    this.#parts = parts;
    this.store = parts.store;
  }

  /** Reads what is on the shelf, once. */
  async load(): Promise<void> {
    if (this.store.getState().known) return;
    const [rows, choices] = await Promise.all([this.#open().models.toArray(), this.#open().choices.toArray()]).catch((cause: unknown) => Promise.reject(shelfFault(cause)));
    const kept = rows.flatMap(({ facts }) => modelFacts.safeParse(facts).data ?? []);
    this.store.setState({ known: true, kept, ...recalledChoices(choices, kept) });
  }

  /** Reads, tries and keeps files. What is no model we can use is not kept, and said by its name. */
  async add(files: readonly File[]): Promise<void> {
    this.store.setState({ problems: [] });
    const { signal } = (this.#adding = new AbortController());
    for (const file of files) {
      if (signal.aborted) return;
      await this.#during({ what: 'adding', name: file.name }, () => this.#addOne(file, signal)).catch((error: unknown) => (signal.aborted ? undefined : this.#problem(file.name, error)));
    }
  }

  async remove(hash: string): Promise<void> {
    await this.#open().models.delete(hash);
    for (const worker of [this.#looker, this.#answerer]) {
      if (worker === null || this.#opened.get(worker)?.delete(hash) !== true) continue;
      await worker.client.models.close({ model: hash }).catch(() => undefined);
    }
    this.store.setState(({ kept, chosen, problems }) => {
      const left = kept.filter((one) => one.hash !== hash);
      return { kept: left, problems, chosen: completed(Object.fromEntries(Object.entries(chosen).map(([part, own]) => [part, own === hash ? null : own])) as unknown as ChosenModels, left) };
    });
    await this.#remember();
  }

  async choose(chosen: Partial<ChosenModels>): Promise<void> {
    this.store.setState((state) => ({ chosen: completed({ ...state.chosen, ...chosen }, state.kept) }));
    await this.#remember();
  }

  async setWord(key: string, label: LabelId | null): Promise<void> {
    this.store.setState(({ words }) => ({ words: { ...words, [key]: label } }));
    await this.#remember();
  }

  /** The pair that answers clicks; null while none is chosen. */
  clickPair(): { readonly encoder: ModelFacts; readonly decoder: ModelFacts } | null {
    const state = this.store.getState();
    const [encoder, decoder] = [factsOf(state, state.chosen.encoder), factsOf(state, state.chosen.decoder)];
    return encoder === null || decoder === null ? null : { encoder, decoder };
  }

  detector(): ModelFacts | null {
    const state = this.store.getState();
    return factsOf(state, state.chosen.detector);
  }

  /** Looks at a picture unless it is held already, and makes the decoder ready. Two who ask at once wait for the same look. */
  async see(key: string, draw: () => Promise<Looked>, signal: AbortSignal): Promise<void> {
    const under = `${this.#pair().encoder.hash} ${key}`;
    const running = this.#looking.get(under) ?? this.#lookAt(under, draw, signal);
    this.#looking.set(under, running);
    try {
      await running;
    } finally {
      this.#looking.delete(under);
    }
  }

  async click(key: string, asked: ClickAsked, signal: AbortSignal): Promise<ClickAnswer> {
    const { encoder, decoder } = this.#pair();
    const { picture, prompt, pick, smoothing } = asked;
    const spoken = { points: [...prompt.points], box: prompt.box === null ? null : ([...prompt.box] as [number, number, number, number]) };
    return this.#answers().client.models.click({ model: decoder.hash, encoder: encoder.signature, key: `${encoder.hash} ${key}`, picture, prompt: spoken, pick, smoothing }, { signal });
  }

  async detect(draw: Drawing, { least, overlap }: { readonly least: number; readonly overlap: number }, signal: AbortSignal): Promise<readonly FoundThing[]> {
    const model = this.detector();
    if (model?.signature.part !== 'detector') throw new AppError('model/none-chosen', 'No model that finds things is chosen yet. Add one under Models.');
    const { picture: input } = model.signature;
    return this.#during({ what: 'detecting', name: model.name }, async () => {
      const { picture, pixels } = await draw(input, signal);
      const { models } = (await this.#ready(this.#looks(), model)).client;
      return this.#stoppable(signal, async () => (await models.detect({ model: model.hash, picture, pixels, least, overlap }, { signal })).found);
    });
  }

  /** Who a proposal of these models comes from. */
  proposer(aid: 'click' | 'detector'): Proposer | null {
    const model = aid === 'detector' ? this.detector() : (this.clickPair()?.encoder ?? null);
    return model === null ? null : { aid, name: model.name.slice(0, 200), version: model.version.slice(0, 80), hash: model.hash };
  }

  /** Ends what a model is doing. A model that runs hears nothing, so its worker goes. */
  stop(): void {
    this.#looker?.stop();
    this.#looker = null;
    this.#looking.clear();
    if (this.store.getState().work?.what !== 'adding') return;
    this.#adding?.abort();
    this.#answerer?.stop();
    this.#answerer = null;
  }

  // Under the desk.

  async #addOne(file: File, signal: AbortSignal): Promise<void> {
    const facts = await this.#looks().client.models.inspect({ file, name: file.name });
    if (facts.signature.part === 'unknown') throw new AppError(facts.signature.why, `“${file.name}” takes ${facts.inputs.join(', ')} and gives ${facts.outputs.join(', ')}, which is of no use here.`, { params: { name: file.name, inputs: facts.inputs.join(', '), outputs: facts.outputs.join(', ') } });
    // A file that reads well may still hold what cannot be run; that is found out now and not at the first click.
    await this.#ready(facts.signature.part === 'decoder' ? this.#answers() : this.#looks(), facts, file);
    signal.throwIfAborted();
    await this.#open().models.put({ hash: facts.hash, facts, file, addedAt: this.#parts.now() }).catch((error: unknown) => Promise.reject(new AppError('model/no-room', 'There is no room on this computer to keep the model. Free some space and add it again.', { cause: error })));
    const { part } = facts.signature;
    this.store.setState(({ kept, chosen }) => {
      const all = [...kept.filter(({ hash }) => hash !== facts.hash), facts];
      return { kept: all, chosen: completed({ ...chosen, [part]: facts.hash }, all) };
    });
    await this.#remember();
  }

  async #lookAt(key: string, draw: () => Promise<Looked>, signal: AbortSignal): Promise<void> {
    const { encoder, decoder } = this.#pair();
    const answers = await this.#ready(this.#answers(), decoder);
    if ((await answers.client.models.holds({ key }, { signal })).here) return;
    await this.#during({ what: 'looking', name: encoder.name }, async () => {
      const { picture, pixels } = await draw();
      const { models } = (await this.#ready(this.#looks(), encoder)).client;
      const { embedding } = await this.#stoppable(signal, () => models.embed({ model: encoder.hash, picture, pixels }, { signal }));
      await answers.client.models.hold({ key, embedding });
    });
  }

  async #stoppable<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const stop = (): void => this.stop();
    signal.throwIfAborted();
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await work();
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async #ready(worker: ModelWorker, { hash, signature, name }: ModelFacts, picked: Blob | null = null): Promise<ModelWorker> {
    const open = this.#opened.get(worker) ?? new Set<string>();
    this.#opened.set(worker, open);
    if (open.has(hash)) return worker;
    const file = picked ?? (await this.#open().models.get(hash))?.file;
    if (file === undefined) throw new AppError('model/gone', `“${name}” is not on this computer any more. Add it again.`, { params: { name } });
    const { provider } = await worker.client.models.open({ model: hash, file, signature });
    open.add(hash);
    if (this.store.getState().providers[hash] !== provider) this.store.setState(({ providers }) => ({ providers: { ...providers, [hash]: provider } }));
    return worker;
  }

  async #during<T>(work: ModelWork, doIt: () => Promise<T>): Promise<T> {
    this.store.setState({ work });
    try {
      return await doIt();
    } finally {
      if (this.store.getState().work === work) this.store.setState({ work: null });
    }
  }

  #problem(name: string, error: unknown): void {
    const params = error instanceof AppError ? error.params : {};
    this.store.setState(({ problems }) => ({ problems: [...problems, { name, code: errorCode(error), sentence: errorSentence(error), params: { name, ...params } }] }));
  }

  #pair(): { readonly encoder: ModelFacts; readonly decoder: ModelFacts } {
    const pair = this.clickPair();
    if (pair === null) throw noPair();
    return pair;
  }

  #open(): ModelShelf {
    this.#shelf ??= this.#parts.shelf();
    return this.#shelf;
  }

  #looks(): ModelWorker {
    this.#looker ??= this.#parts.start();
    return this.#looker;
  }

  #answers(): ModelWorker {
    this.#answerer ??= this.#parts.start();
    return this.#answerer;
  }

  async #remember(): Promise<void> {
    const { chosen, words }: Models = this.store.getState();
    await this.#open().choices.bulkPut([{ k: 'chosen', value: chosen }, { k: 'words', value: words }]);
  }
}

export function noPair(): AppError {
  return new AppError('model/no-pair', 'Clicking needs a model in two files, an encoder and a decoder. Add both under Models.');
}

function shelfFault(cause: unknown): AppError {
  return new AppError('model/shelf', 'The models of this computer cannot be read: its database does not open. Your labels are elsewhere and safe; restart Sightline, and add the models again if they stay away.', { cause });
}

/** Where half a pair is chosen, the newest model that fits is the other half. */
function completed(chosen: ChosenModels, kept: readonly ModelFacts[]): ChosenModels {
  const of = (hash: string | null): ModelFacts | undefined => kept.find((one) => one.hash === hash);
  const [encoder, decoder] = [of(chosen.encoder), of(chosen.decoder)];
  if (encoder !== undefined && decoder !== undefined && fitsTogether(encoder, decoder)) return chosen;
  const newest = kept.at(-1);
  const keepsDecoder = decoder !== undefined && (encoder === undefined || newest === decoder);
  if (keepsDecoder) return { ...chosen, encoder: kept.findLast((one) => fitsTogether(one, decoder))?.hash ?? (encoder === undefined ? null : chosen.encoder) };
  return { ...chosen, decoder: encoder === undefined ? chosen.decoder : (kept.findLast((one) => fitsTogether(encoder, one))?.hash ?? null) };
}
