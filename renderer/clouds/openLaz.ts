import * as lazPerf from 'laz-perf/lib/worker/index.js';
import wasmUrl from 'laz-perf/lib/worker/laz-perf.wasm?url';
import type { LazUnpacker } from '#shared/clouds/las/readLas.ts';
import { createLazUnpacker, type LazPerfModule } from './lazUnpacker.ts';

/** Loads laz-perf from our own origin. */
export async function openLaz(): Promise<LazUnpacker> {
  const wasmBinary = await (await fetch(wasmUrl)).arrayBuffer();
  return createLazUnpacker(await (lazPerf as unknown as LazPerfModule).create({ wasmBinary }));
}
