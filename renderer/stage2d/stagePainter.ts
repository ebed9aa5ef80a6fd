import type { Stop } from '#shared/base/listeners.ts';
import type { Point } from '#shared/geometry/point.ts';
import type { Seeing } from '../session/seeingStore.ts';
import type { View } from '../session/sessionStore.ts';
import { BulkPainter } from './bulkPainter.ts';
import type { Size } from './camera2d.ts';
import { FabricPainter, type Hand } from './fabricPainter.ts';
import { PictureLayer } from './pictureLayer.ts';

/** What one frame shows. */
export interface StageFrame {
  readonly hasPicture: boolean;
  readonly view: View;
  readonly seeing: Seeing;
  readonly hand: Hand;
  readonly pointer: Point;
}

export interface PainterPorts {
  frame(): StageFrame;
  /** Nothing more will be painted of what was annotated. */
  failed(): void;
  /** The stage has another size, and nothing is painted yet at that size. */
  resized(): void;
  /** The picture cannot be shown any more. */
  problem(code: string): void;
}

/** In place of a frame's number: no frame will come. */
const DISPOSED = -1;

/** The canvases of a stage, painted at most once per animation frame, and only when something is new. */
export class StagePainter {
  readonly bulk: BulkPainter;
  readonly pictures: PictureLayer;
  readonly #root: HTMLElement;
  readonly #base: HTMLCanvasElement;
  readonly #front: HTMLCanvasElement;
  readonly #fabric: FabricPainter;
  readonly #ports: PainterPorts;
  readonly #stopWatching: Stop;
  #waiting = 0;
  #afterPaint: (() => void)[] = [];
  size: Size = { width: 1, height: 1 };
  #ratio = 1;

  constructor(root: HTMLElement, ports: PainterPorts) {
    this.#root = root;
    this.#ports = ports;
    this.#base = document.createElement('canvas');
    this.#front = document.createElement('canvas');
    root.append(this.#base, this.#front);
    this.#fabric = new FabricPainter(this.#front, () => accentOf(root));
    this.bulk = new BulkPainter(() => this.invalidate(), ports.failed);
    this.pictures = new PictureLayer({ changed: () => this.invalidate(), problem: ports.problem });
    this.#measure();
    const observer = new ResizeObserver(() => {
      this.#measure();
      ports.resized();
      this.#paintNow();
    });
    observer.observe(root);
    // The canvas is painted in the theme's colours, which change without any of its own state moving.
    const themes = new MutationObserver(() => this.invalidate());
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.#stopWatching = () => {
      observer.disconnect();
      themes.disconnect();
    };
  }

  dispose(): void {
    this.#stopWatching();
    cancelAnimationFrame(this.#waiting);
    this.#waiting = DISPOSED;
    for (const done of this.#afterPaint.splice(0)) done();
    this.bulk.dispose();
    this.pictures.dispose();
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
    const { hasPicture, view, seeing, hand, pointer } = this.#ports.frame();
    const { size } = this;
    const ratio = this.#ratio;
    const context = this.#base.getContext('2d', { alpha: false });
    if (context !== null) {
      context.fillStyle = getComputedStyle(this.#root).backgroundColor;
      context.fillRect(0, 0, this.#base.width, this.#base.height);
      if (hasPicture) {
        this.pictures.paint(context, { view, size, ratio, smoothing: seeing.smoothing }, seeing.adjust);
        this.bulk.lookAt(pointer);
        const frame = { view, size, ratio, style: seeing.overlay };
        this.bulk.look(frame);
        this.bulk.draw(context, frame, seeing.overlay.opacity);
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
