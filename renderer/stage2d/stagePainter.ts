import type { Stop } from '#shared/base/listeners.ts';
import type { Point } from '#shared/geometry/point.ts';
import type { View } from '../session/sessionStore.ts';
import { BulkPainter } from './bulkPainter.ts';
import type { Size } from './camera2d.ts';
import { FabricPainter, type Hand } from './fabricPainter.ts';
import type { Picture } from './pictureMessages.ts';
import { paintPicture } from './picturePainter.ts';

/** What one frame shows. */
export interface StageFrame {
  readonly picture: Picture | null;
  readonly view: View;
  readonly hand: Hand;
  readonly pointer: Point;
}

/** In place of a frame's number: no frame will come. */
const DISPOSED = -1;

/** The canvases of a stage, painted at most once per animation frame, and only when something is new. */
export class StagePainter {
  readonly bulk: BulkPainter;
  readonly #root: HTMLElement;
  readonly #base: HTMLCanvasElement;
  readonly #front: HTMLCanvasElement;
  readonly #fabric: FabricPainter;
  readonly #frame: () => StageFrame;
  readonly #stopSizes: Stop;
  #waiting = 0;
  #afterPaint: (() => void)[] = [];
  size: Size = { width: 1, height: 1 };
  #ratio = 1;

  constructor(root: HTMLElement, frame: () => StageFrame, failed: () => void) {
    this.#root = root;
    this.#frame = frame;
    this.#base = document.createElement('canvas');
    this.#front = document.createElement('canvas');
    root.append(this.#base, this.#front);
    this.#fabric = new FabricPainter(this.#front, () => accentOf(root));
    this.bulk = new BulkPainter(() => this.invalidate(), failed);
    this.#measure();
    const observer = new ResizeObserver(() => {
      this.#measure();
      this.#paintNow();
    });
    observer.observe(root);
    this.#stopSizes = () => observer.disconnect();
  }

  dispose(): void {
    this.#stopSizes();
    cancelAnimationFrame(this.#waiting);
    this.#waiting = DISPOSED;
    for (const done of this.#afterPaint.splice(0)) done();
    this.bulk.dispose();
    this.#base.remove();
    void this.#fabric.dispose().then(() => this.#front.remove());
  }

  invalidate(): void {
    if (this.#waiting === 0) this.#waiting = requestAnimationFrame(() => this.#paintNow());
  }

  /** Resolves when the next frame is on its canvases. */
  painted(): Promise<void> {
    if (this.#waiting === DISPOSED) return Promise.resolve();
    this.invalidate();
    return new Promise((resolve) => this.#afterPaint.push(resolve));
  }

  #paintNow(): void {
    cancelAnimationFrame(this.#waiting);
    this.#waiting = 0;
    if (window.devicePixelRatio !== this.#ratio) this.#measure();
    const { picture, view, hand, pointer } = this.#frame();
    const { size } = this;
    const ratio = this.#ratio;
    const context = this.#base.getContext('2d', { alpha: false });
    if (context !== null) {
      context.fillStyle = getComputedStyle(this.#root).backgroundColor;
      context.fillRect(0, 0, this.#base.width, this.#base.height);
      if (picture !== null) {
        paintPicture(context, picture, { view, size, ratio });
        this.bulk.lookAt(pointer);
        this.bulk.look(view, size, ratio);
        this.bulk.draw(context, { view, size, ratio });
      }
    }
    this.#fabric.look(view, size);
    this.#fabric.show(hand);
    for (const done of this.#afterPaint.splice(0)) done();
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.#root;
    this.#ratio = window.devicePixelRatio;
    this.size = { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
    this.#base.width = Math.round(this.size.width * this.#ratio);
    this.#base.height = Math.round(this.size.height * this.#ratio);
    this.#base.style.width = `${this.size.width}px`;
    this.#base.style.height = `${this.size.height}px`;
  }
}

function accentOf(root: HTMLElement): string {
  return getComputedStyle(root).getPropertyValue('--accent').trim() || '#3450c9';
}
