import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { openBrowser, type BrowserWindow } from '../support/browserWindow.ts';
import { writePictures } from '../support/pictures.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import type { PainterFigures, PainterName, Wish } from './painters/page.ts';
import { percentile, row, type Row } from './row.ts';

const MANY = 20_000;
const FEW = 5;
const PATIENCE = 8_000;
/** Without these no painter could be quicker than the display, and ratios would say nothing. */
const UNTHROTTLED = ['--disable-frame-rate-limit', '--disable-gpu-vsync', '--enable-precise-memory-info'];

/** The 2D stage against the painters of its peers, all in one browser, one after another, over the same scene. */
export async function benchStage2d(): Promise<readonly Row[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-painters-'));
  const bench = await startBench(scratch);
  try {
    const of = (painter: PainterName, objects: number, close = false): Promise<PainterFigures> => bench.measure({ painter, objects, close, picture: bench.picture, patience: PATIENCE });
    const ours = await of('ours', MANY);
    const peers = { svg: await of('svg', MANY), Konva: await of('konva', MANY), Fabric: await of('fabric', MANY) };
    return [...against(ours, peers), ...alone(ours), ...(await culled(of)), ...memory(ours)];
  } finally {
    await bench.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const median = (samples: readonly number[]): number => percentile(samples, 0.5);

function against(ours: PainterFigures, peers: Readonly<Record<string, PainterFigures>>): Row[] {
  return Object.entries(peers).flatMap(([name, peer]) => (['pan', 'zoom'] as const).map((way) => row({
    suite: 'stage2d', case: `${way} a fitted view of 20,000 polygons, median frame, against ${name}`, unit: 'ms',
    ours: median(ours[way]), peer: { name, value: median(peer[way]) }, goal: name === 'Fabric' ? 1 : 50, goalIs: 'ratio', better: 'lower',
  })));
}

function alone(ours: PainterFigures): Row[] {
  const figure = (name: string, value: number, goal: number): Row => row({ suite: 'stage2d', case: name, unit: 'ms', ours: value, goal, better: 'lower' });
  return [
    figure('sharp again after rest, 20,000 polygons', ours.settle, 600),
    figure('hover hit test, 20,000 polygons (p95)', percentile(ours.hover, 0.95), 2),
    figure('script of one move while editing one of 20,000 (p95)', percentile(ours.edit, 0.95), 16),
    figure('open 20,000 polygons until painted', ours.open, 1_500),
  ];
}

/** Objects out of sight cost nothing: the goal is that 20,000 loaded and a few in view is within a fifth of 5 loaded. */
async function culled(of: (painter: PainterName, objects: number, close: boolean) => Promise<PainterFigures>): Promise<Row[]> {
  const many = await of('ours', MANY, true);
  const few = await of('ours', FEW, true);
  return [row({ suite: 'stage2d', case: 'pan close up, 20,000 loaded, against 5 loaded', unit: 'ms', ours: median(many.pan), peer: { name: '5 loaded', value: median(few.pan) }, goal: 1 / 1.2, goalIs: 'ratio', better: 'lower' })];
}

/** 30 vertices of two float64 are 480 bytes; the goal speaks of what comes on top. */
function memory({ memory: bytes }: PainterFigures): Row[] {
  return bytes === null ? [] : [row({ suite: 'stage2d', case: 'memory a polygon over its vertices', unit: 'bytes', ours: bytes / MANY - 480, goal: 4_096, better: 'lower' })];
}

interface Bench {
  readonly picture: string;
  measure(wish: Wish): Promise<PainterFigures>;
  stop(): Promise<void>;
}

async function startBench(scratch: string): Promise<Bench> {
  const [name = ''] = await writePictures(scratch, { count: 1, width: 4000, height: 3000 });
  const page = join(scratch, 'page');
  await build({ configFile: false, root: join(repositoryRoot, 'tests/bench/painters'), base: './', logLevel: 'error', worker: { format: 'es' }, build: { outDir: page, target: 'chrome150', emptyOutDir: true } });
  const server = serveFolder(scratch);
  const address = await new Promise<string>((resolve) => server.listen(0, '127.0.0.1', () => resolve(addressOf(server))));
  let window: BrowserWindow | null = null;
  return {
    picture: `${address}/${name}`,
    // Each painter gets a browser of its own: what one leaves behind must not slow the next.
    async measure(wish) {
      window = await openBrowser(mkdtempSync(join(scratch, 'browser-')), { width: 1600, height: 1000 }, UNTHROTTLED);
      await window.page.goto(`${address}/page/index.html`);
      const figures = await window.page.evaluate((asked) => globalThis.window.measurePainter(asked), wish);
      await window.close();
      return figures;
    },
    stop: async () => {
      await window?.close().catch(() => undefined);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.jpg': 'image/jpeg' };

function serveFolder(folder: string): Server {
  return createServer((request, response) => {
    const path = join(folder, new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
    if (!existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
  });
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('invariant: a server that listens has a port');
  return `http://127.0.0.1:${address.port}`;
}
