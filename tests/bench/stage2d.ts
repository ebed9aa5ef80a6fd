import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from '../support/browserWindow.ts';
import { startBenchPage } from './benchPage.ts';
import type { PainterFigures, PainterName, Wish } from './painters/page.ts';
import { percentile, row, type Row } from './row.ts';
import { benchAids } from './stage2dAids.ts';
import { benchModels } from './stage2dModels.ts';
import { benchMasks } from './stage2dMasks.ts';

const MANY = 20_000;
const FEW = 5;
const PATIENCE = 8_000;

/** The 2D stage against the painters of its peers, all in one browser, one after another, over the same scene. */
export async function benchStage2d(): Promise<readonly Row[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-painters-'));
  const bench = await startBench(scratch);
  try {
    const of = (painter: PainterName, objects: number, close = false): Promise<PainterFigures> => bench.measure({ painter, objects, close, picture: bench.picture, patience: PATIENCE });
    const ours = await of('ours', MANY);
    const peers = { svg: await of('svg', MANY), Konva: await of('konva', MANY), Fabric: await of('fabric', MANY) };
    const masks: Row[] = [];
    for await (const one of benchMasks()) masks.push(one);
    const aids: Row[] = [];
    for await (const one of benchAids()) aids.push(one);
    for await (const one of benchModels()) aids.push(one);
    const snap = snapRow(await bench.snap());
    return [...against(ours, peers), ...alone(ours), snap, ...(await culled(of)), ...memory(ours), ...masks, ...aids];
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

function snapRow(samples: readonly number[]): Row {
  return row({ suite: 'stage2d', case: 'script of one move that clings, 20,000 polygons around (p95)', unit: 'ms', ours: percentile(samples, 0.95), goal: 2, better: 'lower' });
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
  snap(): Promise<readonly number[]>;
  stop(): Promise<void>;
}

async function startBench(scratch: string): Promise<Bench> {
  const page = await startBenchPage(scratch, 'painters');
  let window: BrowserWindow | null = null;
  return {
    picture: page.picture,
    async measure(wish) {
      window = await page.open();
      const figures = await window.page.evaluate((asked) => globalThis.window.measurePainter(asked), wish);
      await window.close();
      return figures;
    },
    async snap() {
      window = await page.open();
      const figures = await window.page.evaluate((picture) => globalThis.window.measureSnap(picture), page.picture);
      await window.close();
      return figures;
    },
    stop: async () => {
      await window?.close().catch(() => undefined);
      await page.stop();
    },
  };
}
