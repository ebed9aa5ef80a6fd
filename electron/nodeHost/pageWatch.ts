import type { Stop } from '#shared/base/listeners.ts';

/** A reload closes the page's socket and opens another; only a longer absence means that the window was closed. */
const RELOAD_GRACE = 3000;
/** From the start of a window to its page's first word, on a slow machine. */
const FIRST_GRACE = 20_000;

/**
 * Decides when a host that opened its own window has done its work: the browser process is gone, or had handed the
 * window to one that was running, and no page has been connected for a moment.
 */
export class PageWatch {
  #pages = 0;
  #arrivals = 0;
  #windowGone = false;
  #wait = 0;
  readonly #pause: (milliseconds: number) => Promise<void>;
  readonly #done: () => void;

  constructor(pause: (milliseconds: number) => Promise<void>, done: () => void) {
    this.#pause = pause;
    this.#done = done;
  }

  get pages(): number {
    return this.#pages;
  }

  /** A page has come; the way out is called when it leaves. */
  arrived(): Stop {
    this.#pages += 1;
    this.#arrivals += 1;
    return () => {
      this.#pages -= 1;
      this.#look(RELOAD_GRACE);
    };
  }

  /**
   * The host opens a window; what is returned is called when its browser process ended. When no page has come since,
   * that process may have handed the window to one that was running, and the page is still on its way.
   */
  windowOpened(): Stop {
    const before = this.#arrivals;
    return () => {
      this.#windowGone = true;
      this.#look(this.#arrivals > before ? RELOAD_GRACE : FIRST_GRACE);
    };
  }

  #look(grace: number): void {
    if (!this.#windowGone || this.#pages > 0) return;
    this.#wait += 1;
    const mine = this.#wait;
    void this.#pause(grace).then(() => {
      if (mine === this.#wait && this.#pages === 0) this.#done();
    });
  }
}
