import type { Stop } from '#shared/base/listeners.ts';
import { AppError } from '#shared/base/errors.ts';
import { later } from '../stage2d/later.ts';
import type { Size } from './orbit.ts';
import { PointBudget } from './pointBudget.ts';
import type { SpaceFrame, SpacePainter } from './spacePainter.ts';

export interface LoopPorts {
  frame(): Omit<SpaceFrame, 'points'>;
  /** Points there are. */
  count(): number;
  painted(points: number): void;
}

/** After this long without a movement the view rests, and is painted with more points. */
const REST = 160;

/** Paints when something changed and never else: few points while the view moves, more once it rests. */
export class SpaceLoop {
  readonly #root: HTMLElement;
  readonly #painter: SpacePainter;
  readonly #ports: LoopPorts;
  readonly #budget = new PointBudget();
  readonly #watch: ResizeObserver;
  #asked = 0;
  #moving = false;
  #last: { readonly at: number; readonly points: number } | null = null;
  #stopRest: Stop | null = null;
  #waiting: (() => void)[] = [];

  constructor(root: HTMLElement, painter: SpacePainter, ports: LoopPorts) {
    this.#root = root;
    this.#painter = painter;
    this.#ports = ports;
    root.prepend(painter.canvas);
    this.#watch = new ResizeObserver(() => {
      this.#painter.resize(root.clientWidth, root.clientHeight);
      this.invalidate(false);
    });
    this.#watch.observe(root);
    painter.resize(root.clientWidth, root.clientHeight);
  }

  get size(): Size {
    return this.#painter.size;
  }

  /** `moving`: the view itself moves, and the next picture matters more than a full one. */
  invalidate(moving: boolean): void {
    if (moving) {
      this.#moving = true;
      this.#stopRest?.();
      this.#stopRest = later(REST, () => {
        this.#moving = false;
        this.#last = null;
        this.invalidate(false);
      });
    }
    if (this.#asked === 0) this.#asked = requestAnimationFrame((now) => this.#paint(now));
  }

  /** Resolves when everything asked for so far is painted as fully as it will be. */
  settled(): Promise<void> {
    this.invalidate(false);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** What is seen, as PNG. Painted anew, since a canvas of WebGL is empty after it was shown. */
  picture(): Promise<Blob> {
    this.#draw(this.#budget.resting);
    return new Promise((resolve, reject) => this.#painter.canvas.toBlob((blob) => (blob === null ? reject(new AppError('stage/empty-region', 'There is nothing on the screen to cut out from.')) : resolve(blob)), 'image/png'));
  }

  dispose(): void {
    cancelAnimationFrame(this.#asked);
    this.#stopRest?.();
    this.#watch.disconnect();
    this.#painter.canvas.remove();
    for (const done of this.#waiting) done();
    this.#painter.dispose();
  }

  #paint(now: number): void {
    this.#asked = 0;
    if (this.#moving && this.#last !== null) this.#budget.heard(now - this.#last.at, this.#last.points);
    const points = Math.min(this.#ports.count(), this.#moving ? this.#budget.moving : this.#budget.resting);
    this.#draw(points);
    this.#last = this.#moving ? { at: now, points } : null;
    this.#ports.painted(points);
    if (this.#moving) return;
    const done = this.#waiting;
    this.#waiting = [];
    for (const one of done) one();
  }

  #draw(points: number): void {
    this.#painter.paint({ ...this.#ports.frame(), points }, getComputedStyle(this.#root).backgroundColor);
  }
}
