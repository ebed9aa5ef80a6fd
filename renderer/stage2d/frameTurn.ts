import type { Hud } from './hud.ts';
import { later } from './later.ts';
import type { Picture } from './pictureMessages.ts';
import type { PictureSwap } from './pictureSwap.ts';

/** From then on a sign says that a frame is on its way. */
const SLOW_MS = 250;

export interface FrameTurnPorts {
  readonly root: HTMLElement;
  readonly swap: PictureSwap;
  readonly hud: Hud;
  isGone(): boolean;
  /** The picture is here: from now on it is the one that is shown. */
  take(picture: Picture, frame: number): void;
  /** Resolves when the canvases are painted next. */
  painted(): Promise<void>;
  problem(code: string): void;
}

/** Turns a clip to another frame: the old one stays until the new one can be painted with everything on it. */
export class FrameTurn {
  readonly #ports: FrameTurnPorts;

  constructor(ports: FrameTurnPorts) {
    this.#ports = ports;
  }

  /** True when the frame is on the canvas; false when another was asked for meanwhile or it cannot be shown, which has been said. */
  async to(frame: number, url: string): Promise<boolean> {
    const { root, swap, hud, isGone, take, painted, problem } = this.#ports;
    root.ariaBusy = 'true';
    const stopSign = later(SLOW_MS, () => hud.loading(true));
    const loaded = await swap.turn({ url, tiles: null });
    stopSign();
    if (loaded === null || isGone()) return false;
    root.ariaBusy = 'false';
    hud.loading(false);
    if ('problem' in loaded) {
      problem(loaded.problem);
      return false;
    }
    take(loaded.picture, frame);
    await painted();
    root.dataset['frame'] = String(frame);
    return true;
  }

  /** Another picture is here, or none. The stage says which frame is on its canvas, for who measures or tests it. */
  opened(frame: number | null): void {
    const { root, painted } = this.#ports;
    delete root.dataset['frame'];
    void painted().then(() => {
      if (frame !== null) root.dataset['frame'] ??= String(frame);
    });
  }
}
