import type { Stop } from '#shared/base/listeners.ts';
import { headHeight, paintTimeline, type Inks, type TimelinePicture } from './paintTimeline.ts';
import { fitScale, keptScale, showing, zoomed, type TimeScale } from './timeScale.ts';
import { thumbFrames, Thumbs } from './thumbs.ts';

export interface CanvasPorts {
  /** What is shown, without what the canvas itself knows. */
  picture(): Omit<TimelinePicture, 'scale' | 'width' | 'height' | 'inks' | 'thumb' | 'thumbs'>;
  /** Address of the small picture of a frame; null while there is none. */
  thumbUrl(frame: number): string | null;
  /** Runs work after some milliseconds; the answer calls it off. */
  after(milliseconds: number, work: () => void): Stop;
}

/** The view rests this long before pictures for it are fetched. */
const REST = 140;

/** The canvas of the timeline: its scale, its size, and one paint per picture of the screen. */
export class TimelineCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #ports: CanvasPorts;
  readonly #thumbs = new Thumbs(() => this.invalidate());
  readonly #stop: Stop;
  #scale: TimeScale | null = null;
  #size = { width: 1, height: 1 };
  #inks: Inks | null = null;
  #waiting = 0;
  #stopRest: Stop | null = null;
  #shown: readonly number[] = [];

  constructor(canvas: HTMLCanvasElement, ports: CanvasPorts) {
    this.#canvas = canvas;
    this.#ports = ports;
    const sizes = new ResizeObserver(() => this.#measure());
    sizes.observe(canvas.parentElement ?? canvas);
    const themes = new MutationObserver(() => {
      this.#inks = null;
      this.invalidate();
    });
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.#stop = () => {
      sizes.disconnect();
      themes.disconnect();
    };
    this.#measure();
  }

  dispose(): void {
    this.#stop();
    this.#stopRest?.();
    cancelAnimationFrame(this.#waiting);
    this.#waiting = -1;
  }

  get scale(): TimeScale {
    const { frames } = this.#ports.picture();
    this.#scale = keptScale(this.#scale ?? fitScale(frames, this.#size.width), frames, this.#size.width);
    return this.#scale;
  }

  get head(): number {
    return headHeight(this.#ports.picture());
  }

  zoom(factor: number, x: number = this.#size.width / 2): void {
    this.#set(zoomed(this.scale, factor, x));
  }

  pan(by: number): void {
    const { from, step } = this.scale;
    this.#set({ from: from + by / step, step });
  }

  fit(): void {
    this.#scale = null;
    this.invalidate();
  }

  /** Brings a frame into view. */
  show(frame: number): void {
    this.#set(showing(this.scale, frame, this.#size.width));
  }

  invalidate(): void {
    if (this.#waiting === 0) this.#waiting = requestAnimationFrame(() => this.#paint());
  }

  #set(scale: TimeScale): void {
    const { frames } = this.#ports.picture();
    const kept = keptScale(scale, frames, this.#size.width);
    if (kept.from === this.#scale?.from && kept.step === this.#scale.step) return this.invalidate();
    this.#scale = kept;
    this.invalidate();
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.#canvas.parentElement ?? this.#canvas;
    const ratio = window.devicePixelRatio;
    this.#size = { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
    this.#canvas.width = Math.round(this.#size.width * ratio);
    this.#canvas.height = Math.round(this.#size.height * ratio);
    this.#canvas.style.inlineSize = `${this.#size.width}px`;
    this.#canvas.style.blockSize = `${this.#size.height}px`;
    this.#paint();
  }

  #paint(): void {
    cancelAnimationFrame(this.#waiting);
    this.#waiting = 0;
    const pen = this.#canvas.getContext('2d', { alpha: false });
    if (pen === null) return;
    const picture = this.#ports.picture();
    const scale = this.scale;
    const thumbs = thumbFrames(scale, this.#size.width, picture.frames);
    this.#inks ??= inksOf(this.#canvas);
    pen.setTransform(window.devicePixelRatio, 0, 0, window.devicePixelRatio, 0, 0);
    paintTimeline(pen, { ...picture, scale, ...this.#size, inks: this.#inks, thumbs, thumb: (frame) => this.#thumb(frame) });
    if (thumbs.length !== this.#shown.length || thumbs.some((frame, at) => frame !== this.#shown[at])) this.#askFor(thumbs);
  }

  #thumb(frame: number): HTMLImageElement | null {
    const url = this.#ports.thumbUrl(frame);
    return url === null ? null : this.#thumbs.at(url);
  }

  #askFor(frames: readonly number[]): void {
    this.#shown = frames;
    this.#stopRest?.();
    this.#stopRest = this.#ports.after(REST, () => {
      const urls = frames.flatMap((frame) => this.#ports.thumbUrl(frame) ?? []);
      // Nothing can be shown yet: the next paint asks again.
      if (urls.length === 0) this.#shown = [];
      this.#thumbs.want(urls);
    });
  }
}

function inksOf(canvas: HTMLElement): Inks {
  const style = getComputedStyle(canvas);
  const ink = (name: string): string => style.getPropertyValue(name).trim();
  return { ink: ink('--ink'), quiet: ink('--ink-3'), line: ink('--line'), surface: ink('--surface'), sunken: ink('--sunken'), accent: ink('--accent'), soft: ink('--accent-soft'), warn: ink('--warn'), bad: ink('--bad'), font: style.fontFamily };
}
