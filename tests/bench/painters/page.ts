import { fabricPainter } from './fabricPainter.ts';
import { konvaPainter } from './konvaPainter.ts';
import { ourPainter } from './ourPainter.ts';
import { HEIGHT, nextFrame, outlines, WIDTH, type Painter, type Shown } from './scene.ts';
import { svgPainter } from './svgPainter.ts';
import { measureSnap } from './snap.ts';

/*
 * What the bench asks of the page. A frame is the time between two animation frames while the view changes in each,
 * in a browser that does not wait for a display.
 */
export type PainterName = 'ours' | 'svg' | 'konva' | 'fabric';

export interface PainterFigures {
  /** Milliseconds until everything is painted. */
  readonly open: number;
  readonly pan: readonly number[];
  readonly zoom: readonly number[];
  /** After the last movement until sharp. */
  readonly settle: number;
  /** Script time of one hover. */
  readonly hover: readonly number[];
  /** Script time of one move with a thing in hand; empty where the painter cannot. */
  readonly edit: readonly number[];
  /** Bytes of script memory the scene took, from the browser's own counter; null where it has none. */
  readonly memory: number | null;
}

export interface Wish {
  readonly painter: PainterName;
  readonly objects: number;
  readonly picture: string;
  /** Movement stops after this long, though not before three frames. */
  readonly patience: number;
  /** Look close at one place instead of at the whole picture. */
  readonly close: boolean;
}

const PAINTERS: Readonly<Record<PainterName, () => Painter>> = { ours: ourPainter, svg: svgPainter, konva: konvaPainter, fabric: fabricPainter };

declare global {
  interface Window {
    measureSnap(picture: string): Promise<readonly number[]>;
    measurePainter(wish: Wish): Promise<PainterFigures>;
  }
}

window.measureSnap = (picture) => measureSnap(freshRoot(), { picture, objects: 20_000 });

function freshRoot(): HTMLElement {
  const root = document.createElement('div');
  root.style.cssText = 'position:absolute;inset:0;overflow:hidden;background:#222';
  document.body.replaceChildren(root);
  return root;
}

window.measurePainter = async (wish) => {
  const root = freshRoot();
  const scene = outlines(wish.objects);
  const painter = PAINTERS[wish.painter]();
  const before = usedMemory();
  const began = performance.now();
  await painter.open(root, scene, wish.picture);
  const open = performance.now() - began;
  const after = usedMemory();
  const fitted: Shown = { x: WIDTH / 2, y: HEIGHT / 2, scale: Math.min(root.clientWidth / WIDTH, root.clientHeight / HEIGHT) * 0.96 };
  const view = wish.close ? { x: scene[0]?.centre[0] ?? 0, y: scene[0]?.centre[1] ?? 0, scale: 6 } : fitted;
  painter.show(view);
  await painter.settled();
  const pan = await move(wish, (n) => painter.show({ ...view, x: view.x + Math.sin(n / 4) * 40, y: view.y + Math.cos(n / 5) * 25 }));
  const zoom = await move(wish, (n) => painter.show({ ...view, scale: view.scale * 1.08 ** (n < 12 ? n : 24 - n) }));
  painter.show(view);
  const rested = performance.now();
  await painter.settled();
  const settle = performance.now() - rested;
  const hover = hoverAbout(root, painter);
  const edit = await editOne(painter, toScreen(root, view, scene[Math.floor(scene.length / 2)]?.centre ?? [0, 0]));
  painter.close();
  return { open, pan, zoom, settle, hover, edit, memory: before === null || after === null ? null : after - before };
};

async function move(wish: Wish, step: (n: number) => void): Promise<number[]> {
  const frames: number[] = [];
  let last = await nextFrame();
  const began = last;
  for (let n = 0; n < 24 && (n < 3 || last - began < wish.patience); n += 1) {
    step(n);
    const now = await nextFrame();
    frames.push(now - last);
    last = now;
  }
  return frames;
}

function hoverAbout(root: HTMLElement, painter: Painter): number[] {
  return Array.from({ length: 200 }, (_, n) => {
    const began = performance.now();
    painter.hover(root.clientWidth * (0.2 + 0.6 * ((n * 37) % 100) / 100), root.clientHeight * (0.2 + 0.6 * ((n * 61) % 100) / 100));
    return performance.now() - began;
  });
}

async function editOne({ drag, settled }: Painter, [x, y]: readonly [number, number]): Promise<number[]> {
  if (drag === null) return [];
  drag.start(x, y);
  const samples: number[] = [];
  for (let n = 1; n <= 60; n += 1) {
    const began = performance.now();
    drag.move(x + n * 2, y + n);
    samples.push(performance.now() - began);
    await nextFrame();
  }
  drag.end(x + 120, y + 60);
  await settled();
  return samples;
}

function toScreen(root: HTMLElement, view: Shown, [x, y]: readonly [number, number]): readonly [number, number] {
  return [root.clientWidth / 2 + (x - view.x) * view.scale, root.clientHeight / 2 + (y - view.y) * view.scale];
}

function usedMemory(): number | null {
  const { memory } = performance as Performance & { readonly memory?: { readonly usedJSHeapSize: number } };
  return memory?.usedJSHeapSize ?? null;
}
