import type { Stop } from '#shared/base/listeners.ts';
import { later } from './later.ts';
import type { Picture, PictureSource } from './pictureMessages.ts';
import { PictureLibrary, type Loaded } from './pictureLibrary.ts';

/** After this long the old picture would be taken for the new one. */
const OLD_STAYS_MS = 250;

export interface SwapPorts {
  /** The new picture is here, or null: there is none to show. Called once per `show`, unless another one came before. */
  arrived(picture: Picture | null): void;
  /** The old one is no longer shown and the new one is still on its way. */
  waiting(): void;
  problem(code: string, name: string): void;
}

/** Changes the picture without a flash: the old one stays until the new one is decoded. */
export class PictureSwap {
  readonly #library = new PictureLibrary();
  readonly #ports: SwapPorts;
  #asked = 0;
  /** Of the frame that was shown last, or of the picture that was opened since: what was asked for before it comes too late. */
  #taken = 0;
  #stopTimer: Stop | null = null;

  constructor(ports: SwapPorts) {
    this.#ports = ports;
  }

  dispose(): void {
    this.#asked += 1;
    this.#stopTimer?.();
    this.#library.dispose();
  }

  show(source: PictureSource | null, name: string): void {
    this.#asked += 1;
    const asked = this.#asked;
    this.#taken = asked;
    this.#stopTimer?.();
    if (source === null) return this.#ports.arrived(null);
    const ready = this.#library.ready(source);
    const loading = this.#library.load(source);
    if (ready !== null) return this.#take(source, name, ready);
    this.#stopTimer = later(OLD_STAYS_MS, () => this.#ports.waiting());
    void loading.then((loaded) => {
      if (asked === this.#asked) this.#take(source, name, loaded);
    });
  }

  /**
   * The next frame of a clip: the old one stays, with what is drawn on it, for as long as it takes. One that comes after
   * a newer was asked for is shown all the same, unless the newer is here: else a held key would show nothing. Null when
   * it is not to be shown.
   */
  async turn(source: PictureSource): Promise<Loaded | null> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#stopTimer?.();
    const loaded = this.#library.ready(source) ?? (await this.#library.load(source));
    if (asked < this.#taken || (asked !== this.#asked && !('picture' in loaded))) return null;
    this.#taken = asked;
    if ('picture' in loaded) this.#library.keep(source);
    return loaded;
  }

  prefetch(urls: readonly string[]): void {
    for (const url of urls) void this.#library.load({ url, tiles: null });
  }

  /** A picture that is not shown, decoded; null when it cannot be. */
  async load(url: string): Promise<Picture | null> {
    const loaded = await this.#library.load({ url, tiles: null });
    return 'picture' in loaded ? loaded.picture : null;
  }

  #take(source: PictureSource, name: string, loaded: Loaded): void {
    this.#stopTimer?.();
    if ('picture' in loaded) {
      this.#library.keep(source);
      return this.#ports.arrived(loaded.picture);
    }
    this.#ports.arrived(null);
    this.#ports.problem(loaded.problem, name);
  }
}
