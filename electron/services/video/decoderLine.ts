import { AppError, errorCode } from '#shared/base/errors.ts';
import { connect } from '#shared/bridge/client.ts';
import type { ClientOf, Wire } from '#shared/bridge/service.ts';
import { mediaProblem } from '../media/mediaProblems.ts';
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

/** One process, from its start on. */
interface Life {
  readonly launched: Promise<Wire>;
  /** There once the clip is open in it. */
  readonly decoder: Promise<Decoder>;
}

/** After so many losses in a row it is the clip that ends the process, and asking again is of no use. */
const MOST_LOSSES = 3;

/** The decoder of one clip as its clip sees it: started when it is asked something, and again when it was lost. */
export class DecoderLine {
  readonly #ports: DecoderPorts;
  #now: Life | null = null;
  #losses = 0;
  #closed = false;

  constructor(ports: DecoderPorts) {
    this.#ports = ports;
  }

  /** Asks something; once more when the process was lost under the question. */
  async ask<T>(question: (decoder: Decoder) => Promise<T>): Promise<T> {
    for (;;) {
      if (this.#closed) throw mediaProblem('media/changed', this.#ports.name);
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

  /** Ends the process, also one that is still on its way. It is started again when it is needed, unless the line is closed. */
  rest(): void {
    const now = this.#now;
    this.#now = null;
    void now?.launched.then((wire) => wire.close(), () => undefined);
  }

  /** Ends the process for good: this version of the clip is no longer open. */
  close(): void {
    this.#closed = true;
    this.rest();
  }

  #start(): Life {
    const launched = this.#ports.launch();
    const decoder = launched.then(async (wire) => {
      wire.onClose(() => this.#ended(life));
      const { clip } = connect(decoderContract, wire);
      await this.#ports.prepare(clip);
      return clip;
    });
    const life: Life = { launched, decoder };
    this.#now = life;
    // A clip that cannot be opened has its error; its process is of no further use.
    decoder.catch(() => {
      if (this.#now === life) this.rest();
    });
    return life;
  }

  #ended(life: Life): void {
    if (this.#now !== life) return;
    this.#now = null;
    this.#losses += 1;
    this.#ports.onLost();
  }
}

export function noDecoder(): AppError {
  return new AppError('video/no-decoder', 'The part of Sightline that decodes clips could not be started. Everything else works; install Sightline again to see clips.');
}
