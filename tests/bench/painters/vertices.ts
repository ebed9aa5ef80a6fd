import { must } from '#shared/base/must.ts';
import type { TrackId } from '#shared/model/ids.ts';
import { sessionStore } from '../../../renderer/session/sessionStore.ts';
import { ourPainter } from './ourPainter.ts';
import { HEIGHT, nextFrame, outlines, WIDTH, type Outline } from './scene.ts';

/** Milliseconds of script. */
export interface VertexFigures {
  /** One move of the pointer with the polygon tool, clinging to what is near, the paint of it included. */
  readonly snap: readonly number[];
  /** One move of a vertex of a very long outline, the paint of it included. */
  readonly giant: readonly number[];
}

const MOVES = 60;

/** The product's own stage while vertices are drawn among many outlines, and while one of very many is moved. */
export async function measureVertices(root: HTMLElement, { picture, objects, vertices }: { readonly picture: string; readonly objects: number; readonly vertices: number }): Promise<VertexFigures> {
  return { snap: await drawAmong(root, outlines(objects), picture), giant: await moveOneOf(root, coast(vertices), picture) };
}

async function drawAmong(root: HTMLElement, scene: readonly Outline[], picture: string): Promise<number[]> {
  const painter = ourPainter();
  await painter.open(root, scene, picture);
  sessionStore.setState({ tool: 'draw.polygon' });
  painter.show({ x: WIDTH / 2, y: HEIGHT / 2, scale: 1 });
  await painter.settled();
  painter.hover(root.clientWidth / 2, root.clientHeight / 2);
  const samples: number[] = [];
  for (let n = 0; n < MOVES; n += 1) {
    samples.push(await scriptOf(() => painter.hover(root.clientWidth * (0.2 + 0.6 * ((n * 37) % 100) / 100), root.clientHeight * (0.2 + 0.6 * ((n * 61) % 100) / 100))));
  }
  sessionStore.setState({ tool: 'select' });
  painter.close();
  return samples;
}

async function moveOneOf(root: HTMLElement, outline: Outline, picture: string): Promise<number[]> {
  const painter = ourPainter();
  await painter.open(root, [outline], picture);
  const scale = Math.min(root.clientWidth / WIDTH, root.clientHeight / HEIGHT) * 0.9;
  painter.show({ x: WIDTH / 2, y: HEIGHT / 2, scale });
  const [x, y] = [root.clientWidth / 2 + ((outline.points[0] ?? 0) - WIDTH / 2) * scale, root.clientHeight / 2 + ((outline.points[1] ?? 0) - HEIGHT / 2) * scale];
  const drag = must(painter.drag, 'our painter drags');
  // The first press selects; with it the handles are there.
  drag.start(root.clientWidth / 2, root.clientHeight / 2);
  drag.end(root.clientWidth / 2, root.clientHeight / 2);
  await painter.settled();
  const [chosen] = sessionStore.getState().selection as ReadonlySet<TrackId>;
  must(chosen, 'the outline is selected');
  drag.start(x, y);
  const samples: number[] = [];
  for (let n = 1; n <= MOVES; n += 1) samples.push(await scriptOf(() => drag.move(x + n, y + n / 2)));
  drag.end(x + MOVES, y + MOVES / 2);
  await painter.settled();
  painter.close();
  return samples.slice(2);
}

/** What a move costs at once, and in the next frame between two callbacks around that of the stage. */
async function scriptOf(move: () => void): Promise<number> {
  let before = 0;
  const first = new Promise<void>((resolve) => requestAnimationFrame(() => {
    before = performance.now();
    resolve();
  }));
  const began = performance.now();
  move();
  const own = performance.now() - began;
  const last = new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  const [, after] = await Promise.all([first, last]);
  await nextFrame();
  return own + after - before;
}

/** A coast around the middle of the picture. */
function coast(vertices: number): Outline {
  const points = Array.from({ length: vertices }, (_, n) => {
    const angle = (n / vertices) * 2 * Math.PI;
    const reach = 1200 * (1 + 0.1 * Math.sin(angle * 7) + 0.003 * Math.sin(n * 1.7));
    return [WIDTH / 2 + reach * Math.cos(angle), HEIGHT / 2 + reach * Math.sin(angle)];
  }).flat();
  return { points, color: 0, centre: [WIDTH / 2, HEIGHT / 2] };
}
