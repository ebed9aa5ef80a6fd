import { AppError, errorCode } from '#shared/base/errors.ts';
import { connect } from '#shared/bridge/client.ts';
import type { ClientOf, Wire } from '#shared/bridge/service.ts';
import { decoderContract, type DecoderContract } from './decoderContract.ts';

export type Decoder = ClientOf<DecoderContract>['clip'];

export interface DecoderPorts {
  /** Starts a process with nothing open. */
  readonly launch: () => Promise<Wire>;
  /** Opens the clip in a fresh process and gives it what is known. */
  readonly prepare: (decoder: Decoder) => Promise<void>;
  /** The process was lost while it was needed. */
  readonly onLost: () => void;
  readonly name: string;
}

/** After so many losses in a row it is the clip that ends the process, and asking again is of no use. */
const MOST_LOSSES = 3;

/** The decoder of one clip as its clip sees it: started when it is asked something, and again when it was lost. */
export class DecoderLine {
  readonly #ports: DecoderPorts;
  #now: { readonly decoder: Promise<Decoder>; wire: Wire | null } | null = null;
  #losses = 0;

  constructor(ports: DecoderPorts) {
    this.#ports = ports;
  }

  get isRunning(): boolean {
    return this.#now !== null;
  }

  /** Asks something; once more when the process was lost under the question. */
  async ask<T>(question: (decoder: Decoder) => Promise<T>): Promise<T> {
    for (;;) {
      const asked = this.#now ?? this.#start();
      try {
        const answer = await question(await asked.decoder);
        this.#losses = 0;
        return answer;
      } catch (error) {
        if (errorCode(error) !== 'host/lost') throw error;
        if (this.#now === asked) this.#ended(asked);
        if (this.#losses >= MOST_LOSSES) throw new AppError('video/decoder-lost', `Something in “${this.#ports.name}” ends the part of Sightline that decodes clips. Everything else goes on; convert the clip and try again.`, { params: { name: this.#ports.name }, cause: error });
      }
    }
  }

  /** The process as it is now, for what needs no answer; null when none runs. */
  async running(): Promise<Decoder | null> {
    return this.#now === null ? null : this.#now.decoder.catch(() => null);
  }

  rest(): void {
    const now = this.#now;
    this.#now = null;
    now?.wire?.close();
  }

  #start(): { readonly decoder: Promise<Decoder>; wire: Wire | null } {
    const started: { decoder: Promise<Decoder>; wire: Wire | null } = { decoder: Promise.resolve(null as never), wire: null };
    started.decoder = this.#ports.launch().then(async (wire) => {
      started.wire = wire;
      wire.onClose(() => this.#ended(started));
      const { clip } = connect(decoderContract, wire);
      await this.#ports.prepare(clip);
      return clip;
    });
    this.#now = started;
    // A clip that cannot be opened has its error; its process is of no further use.
    started.decoder.catch(() => {
      if (this.#now === started) this.rest();
    });
    return started;
  }

  #ended(started: object): void {
    if (this.#now !== started) return;
    this.#now = null;
    this.#losses += 1;
    this.#ports.onLost();
  }
}
