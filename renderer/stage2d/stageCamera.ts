import type { Point } from '#shared/geometry/point.ts';
import { intersect, type Rect } from '#shared/geometry/rect.ts';
import type { SessionStore, View } from '../session/sessionStore.ts';
import { fitView, keepOn, panBy, showRect, toImage, visibleRect, zoomAt, type Size } from './camera2d.ts';
import type { ImageRegion } from './stageHandle.ts';

/** The view of one stage. The session holds it, so that panels can read it; nothing moves while there is no picture. */
export class StageCamera {
  readonly #session: SessionStore;
  readonly #size: () => Size;
  readonly #picture: () => Size | null;
  /** All of the picture was asked for, and nothing else since. */
  #fitted = false;

  constructor(session: SessionStore, size: () => Size, picture: () => Size | null) {
    this.#session = session;
    this.#size = size;
    this.#picture = picture;
  }

  view(): View {
    return this.#session.getState().view;
  }

  fit(): void {
    const picture = this.#picture();
    if (picture !== null) this.#set(fitView(picture, this.#size(), this.view().turn));
    this.#fitted = true;
  }

  /** The stage has another size: a picture that filled it does so again. */
  resized(): void {
    if (this.#fitted) this.fit();
  }

  /** Another quarter to the right, or to the left. What was in the middle stays there, a fitted picture is fitted again. */
  turn(by: 1 | -1): void {
    const view = this.view();
    const turn = ([0, 1, 2, 3] as const)[(view.turn + by + 4) % 4] ?? 0;
    const fitted = this.#fitted;
    this.#set({ ...view, turn });
    if (fitted) this.fit();
  }

  /** Brings an image point into the middle. */
  centre([x, y]: Point): void {
    this.#set({ ...this.view(), x, y });
  }

  pan(by: Point): void {
    this.#set(panBy(this.view(), by));
  }

  zoom(factor: number, at: Point): void {
    const picture = this.#picture();
    if (picture !== null) this.#set(zoomAt(this.view(), this.#size(), { factor, at, picture }));
  }

  show([x, y, width, height]: ImageRegion): void {
    this.#set(showRect({ minX: x, minY: y, maxX: x + width, maxY: y + height }, this.#size(), this.view().turn));
  }

  /** The image point at a place of the screen. */
  at(screen: Point): Point {
    return toImage(this.view(), this.#size(), screen);
  }

  /** The part of the picture's plane on the screen. */
  plane(): Rect {
    return visibleRect(this.view(), this.#size());
  }

  /** The visible part of the picture; all of it when none is visible. */
  seen(): Rect {
    const picture = this.#picture();
    const all = { minX: 0, minY: 0, maxX: picture?.width ?? 1, maxY: picture?.height ?? 1 };
    return intersect(this.plane(), all) ?? all;
  }

  #set(view: View): void {
    this.#fitted = false;
    const picture = this.#picture();
    if (picture !== null) this.#session.setState({ view: keepOn(view, picture) });
  }
}
