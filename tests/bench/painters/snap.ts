import { sessionStore } from '../../../renderer/session/sessionStore.ts';
import { ourPainter } from './ourPainter.ts';
import { HEIGHT, nextFrame, outlines, WIDTH } from './scene.ts';

const MOVES = 60;

/** The product's own stage while vertices are drawn among many outlines: milliseconds of script of one move that clings, its paint included. */
export async function measureSnap(root: HTMLElement, { picture, objects }: { readonly picture: string; readonly objects: number }): Promise<readonly number[]> {
  const painter = ourPainter();
  await painter.open(root, outlines(objects), picture);
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
