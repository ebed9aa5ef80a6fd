import type { Cloud } from '#shared/clouds/cloud.ts';
import type { Stop } from '#shared/base/listeners.ts';

/** A cloud as it is shown: its columns, and an order whose beginnings are samples of the whole. */
export interface ShownCloud {
  /** Of the file, without folders. */
  readonly name: string;
  readonly cloud: Cloud;
  readonly order: Uint32Array<ArrayBuffer>;
}

/** What is wrong with a cloud: the code of a sentence and what it names. */
export interface CloudTrouble {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
}

export type Fetched = { readonly shown: ShownCloud } | { readonly trouble: CloudTrouble };

export interface ToClouds {
  readonly id: number;
  readonly url: string;
}

export type FromClouds = { readonly id: number } & (Fetched | { readonly share: number });

/** The part of a worker that is used, so that a test can stand in for one. */
export interface CloudWorker {
  ask(message: ToClouds): void;
  onAnswer(listener: (message: FromClouds) => void): Stop;
  /** The worker as a whole gave up, for instance out of memory. */
  onLost(listener: () => void): Stop;
  end(): void;
}
