import type { Point } from '#shared/geometry/point.ts';

/** The cross through the pointer, and the sign that something is on its way. */
export interface Hud {
  /** Null hides it. */
  cross(at: Point | null): void;
  /** A quiet sign that a picture is on its way. */
  loading(on: boolean): void;
  dispose(): void;
}

export function createHud(root: HTMLElement): Hud {
  const part = (name: string): HTMLElement => {
    const element = document.createElement('div');
    element.className = name;
    element.setAttribute('aria-hidden', 'true');
    root.append(element);
    return element;
  };
  const across = part('stage-cross stage-cross-x');
  const down = part('stage-cross stage-cross-y');
  const bar = part('stage-loading');
  bar.hidden = true;
  return {
    cross(at) {
      across.hidden = at === null;
      down.hidden = at === null;
      if (at === null) return;
      across.style.transform = `translateY(${Math.round(at[1])}px)`;
      down.style.transform = `translateX(${Math.round(at[0])}px)`;
    },
    loading(on) {
      bar.hidden = !on;
    },
    dispose() {
      for (const element of [across, down, bar]) element.remove();
    },
  };
}
