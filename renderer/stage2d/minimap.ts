import type { Point } from '#shared/geometry/point.ts';
import type { View } from '../session/sessionStore.ts';
import { fitView, rectOnScreen, toImage, toScreen, visibleRect, type Size } from './camera2d.ts';
import type { Picture } from './pictureMessages.ts';

const LONGEST = 168;

export interface MinimapPorts {
  /** Brings an image point into the middle of the stage. */
  goTo(at: Point): void;
}

/** All of the picture in small, with a frame around what is on the stage. A press brings a place into the middle. */
export class Minimap {
  readonly #root: HTMLElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #frame: HTMLElement;
  readonly #stop = new AbortController();
  #painted: { readonly picture: Picture; readonly turn: View['turn'] } | null = null;
  #view: View = { x: 0, y: 0, scale: 1, turn: 0 };
  #size: Size = { width: 1, height: 1 };

  constructor(stage: HTMLElement, ports: MinimapPorts) {
    this.#root = document.createElement('div');
    this.#root.className = 'stage-map';
    this.#root.setAttribute('aria-hidden', 'true');
    this.#root.hidden = true;
    this.#canvas = document.createElement('canvas');
    this.#frame = document.createElement('div');
    this.#frame.className = 'stage-map-frame';
    this.#root.append(this.#canvas, this.#frame);
    stage.append(this.#root);
    this.#listen(ports);
  }

  dispose(): void {
    this.#stop.abort();
    this.#root.remove();
  }

  /** Null hides it. */
  show(picture: Picture | null, view: View, size: Size): void {
    this.#root.hidden = picture === null;
    if (picture === null) return;
    if (this.#painted?.picture !== picture || this.#painted.turn !== view.turn) this.#paint(picture, view.turn);
    const { minX, minY, maxX, maxY } = rectOnScreen(this.#view, this.#size, visibleRect(view, size));
    const [left, top] = [Math.max(0, minX), Math.max(0, minY)];
    this.#frame.style.transform = `translate(${left}px, ${top}px)`;
    this.#frame.style.inlineSize = `${Math.max(2, Math.min(this.#size.width, maxX) - left)}px`;
    this.#frame.style.blockSize = `${Math.max(2, Math.min(this.#size.height, maxY) - top)}px`;
  }

  #paint(picture: Picture, turn: View['turn']): void {
    this.#painted = { picture, turn };
    const scale = LONGEST / Math.max(picture.width, picture.height);
    const [width, height] = turn % 2 === 0 ? [picture.width * scale, picture.height * scale] : [picture.height * scale, picture.width * scale];
    this.#size = { width: Math.max(8, width), height: Math.max(8, height) };
    this.#view = { ...fitView(picture, this.#size, turn), scale };
    const ratio = window.devicePixelRatio;
    [this.#canvas.width, this.#canvas.height] = [Math.round(this.#size.width * ratio), Math.round(this.#size.height * ratio)];
    this.#root.style.inlineSize = `${this.#size.width}px`;
    this.#root.style.blockSize = `${this.#size.height}px`;
    const context = this.#canvas.getContext('2d');
    if (context === null) return;
    const [[x, y], right, down] = [[0, 0], [1, 0], [0, 1]].map((corner) => toScreen(this.#view, this.#size, [corner[0] ?? 0, corner[1] ?? 0])) as [Point, Point, Point];
    context.setTransform((right[0] - x) * ratio, (right[1] - y) * ratio, (down[0] - x) * ratio, (down[1] - y) * ratio, x * ratio, y * ratio);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture.far ?? picture.full, 0, 0, picture.width, picture.height);
  }

  #listen(ports: MinimapPorts): void {
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void): void => this.#root.addEventListener(type, act, { signal: this.#stop.signal });
    const go = (event: PointerEvent): void => {
      const { left, top } = this.#root.getBoundingClientRect();
      ports.goTo(toImage(this.#view, this.#size, [event.clientX - left, event.clientY - top]));
    };
    on('pointerdown', (event) => {
      event.stopPropagation();
      this.#root.setPointerCapture(event.pointerId);
      go(event);
    });
    on('pointermove', (event) => {
      event.stopPropagation();
      if (this.#root.hasPointerCapture(event.pointerId)) go(event);
    });
    on('pointerup', (event) => event.stopPropagation());
  }
}
