import { seeded } from '#shared/base/seeded.ts';

/** The picture of every painter's scene, pixels. */
export const WIDTH = 4000;
export const HEIGHT = 3000;
const VERTICES = 30;
export const COLORS: readonly string[] = Array.from({ length: 20 }, (_, n) => `hsl(${n * 18} 80% 50%)`);

/** One polygon: vertices `x0, y0, x1, y1, ...` in image pixels. */
export interface Outline {
  readonly points: readonly number[];
  readonly color: number;
  readonly centre: readonly [x: number, y: number];
}

/** Wavy rings of 16 to 240 pixels, spread over the picture; the same for the same count. */
export function outlines(count: number): readonly Outline[] {
  const random = seeded(7);
  return Array.from({ length: count }, () => {
    const size = Math.exp(Math.log(16) + random.next() * Math.log(15));
    const x = size + random.next() * (WIDTH - 2 * size);
    const y = size + random.next() * (HEIGHT - 2 * size);
    const turn = random.next() * 6.28;
    const points = Array.from({ length: VERTICES }, (_, n) => {
      const angle = (n / VERTICES) * Math.PI * 2;
      const reach = (size / 2) * (0.75 + 0.15 * Math.sin(3 * angle + turn) + 0.1 * random.next());
      return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
    }).flat();
    return { points, color: random.below(COLORS.length), centre: [x, y] as const };
  });
}

/** `scale` CSS pixels per image pixel, and the image point in the middle. */
export interface Shown {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** One way to paint the scene, ours or a peer's. */
export interface Painter {
  /** Resolves when everything is painted. */
  open(root: HTMLElement, scene: readonly Outline[], picture: string): Promise<void>;
  show(view: Shown): void;
  /** Resolves when the picture is as sharp as it gets. */
  settled(): Promise<void>;
  /** Pointer over a point of the root, CSS pixels: the painter's own hit test runs. */
  hover(x: number, y: number): void;
  /** Takes the thing under a point in hand, moves it, lets go; each step is one pointer event. Null where the painter cannot. */
  readonly drag: { start(x: number, y: number): void; move(x: number, y: number): void; end(x: number, y: number): void } | null;
  close(): void;
}

/** Where the picture's origin is on the root for a view. */
export function offsetOf(root: HTMLElement, view: Shown): { readonly left: number; readonly top: number } {
  return { left: root.clientWidth / 2 - view.x * view.scale, top: root.clientHeight / 2 - view.y * view.scale };
}

export async function pictureElement(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  image.style.cssText = 'position:absolute;left:0;top:0;transform-origin:0 0';
  return image;
}

export function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
