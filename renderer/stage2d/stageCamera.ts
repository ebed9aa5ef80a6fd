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
    if (picture !== null) this.#set(fitView(picture, this.#size()));
  }

  pan(by: Point): void {
    this.#set(panBy(this.view(), by));
  }

  zoom(factor: number, at: Point): void {
    const picture = this.#picture();
    if (picture !== null) this.#set(zoomAt(this.view(), this.#size(), { factor, at, picture }));
  }

  show([x, y, width, height]: ImageRegion): void {
    this.#set(showRect({ minX: x, minY: y, maxX: x + width, maxY: y + height }, this.#size()));
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
    const picture = this.#picture();
    if (picture !== null) this.#session.setState({ view: keepOn(view, picture) });
  }
}
