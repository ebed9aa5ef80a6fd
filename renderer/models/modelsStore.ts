import { createStore } from 'zustand/vanilla';
import type { LabelId } from '#shared/model/ids.ts';
import type { ModelFacts, Provider } from './modelsContract.ts';

/** The models in use: a pair for clicks, one for finding things. By hash; null where none is chosen. */
export interface ChosenModels {
  readonly encoder: string | null;
  readonly decoder: string | null;
  readonly detector: string | null;
}

/** What is wrong with a file or a model: a code of the catalogue. */
export interface ModelProblem {
  readonly name: string;
  readonly code: string;
  readonly sentence: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What models do for the moment; it can be stopped. */
export interface ModelWork {
  readonly what: 'adding' | 'looking' | 'detecting';
  readonly name: string;
}

export interface Models {
  /** The shelf was read. */
  readonly known: boolean;
  readonly kept: readonly ModelFacts[];
  readonly chosen: ChosenModels;
  /** Where a model runs, once it was opened. */
  readonly providers: Readonly<Record<string, Provider>>;
  readonly problems: readonly ModelProblem[];
  readonly work: ModelWork | null;
  /** What a model's words mean in a project, where a person said so: `<project> <hash> <word>`; null is “no label”. */
  readonly words: Readonly<Record<string, LabelId | null>>;
}

export const NO_MODELS: Models = { known: false, kept: [], chosen: { encoder: null, decoder: null, detector: null }, providers: {}, problems: [], work: null, words: {} };

export type ModelsStore = ReturnType<typeof createModelsStore>;

export function createModelsStore() {
  return createStore<Models>(() => NO_MODELS);
}

export function factsOf({ kept }: Models, hash: string | null): ModelFacts | null {
  return kept.find((one) => one.hash === hash) ?? null;
}

/** Whether an encoder's embedding fits a decoder. Free sides fit anything. */
export function fitsTogether(encoder: ModelFacts, decoder: ModelFacts): boolean {
  const [a, b] = [encoder.signature, decoder.signature];
  if (a.part !== 'encoder' || b.part !== 'decoder' || a.features.length < b.features.length) return false;
  const [own, other] = [a.embedding.sides, b.embedding.sides];
  return own.length === 0 || other.length === 0 || (own.length === other.length && own.every((side, at) => side === null || other[at] === null || at === 0 || side === other[at]));
}
