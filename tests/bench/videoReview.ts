import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '#shared/base/must.ts';
import type { ReviewCodec, ReviewOrder } from '#shared/bridge/reviewContract.ts';
import { ENCODER_OPTIONS } from '../../electron/decoderProcess/review/clipEncoder.ts';
import type { Shape } from '#shared/model/kinds/shape.ts';
import type { Machine } from '../../electron/services/machine.ts';
import { clipAt } from '../support/clips.ts';
import { reviewOrderOf, TRACK, trackOf } from '../support/reviewOrders.ts';
import { gathered, storeMachine } from '../support/storeMachine.ts';
import { row, type Row } from './row.ts';

const FRAMES = 180;
const ROUNDS = 3;
const PEERS = [['vp9', 'libvpx-vp9', 'webm'], ['av1', 'libsvtav1', 'mp4'], ['h264', 'libx264', 'mp4']] as const;

/** Review clips with drawing, beside the command line encoding the same frames with the same encoder and no drawing. */
export async function benchReview(scratch: string, launchDecoder: Machine['launchDecoder']): Promise<Row[]> {
  const folder = join(scratch, 'review');
  mkdirSync(folder, { recursive: true });
  copyFileSync(clipAt('large1080.mp4'), join(folder, 'large1080.mp4'));
  const machine = await storeMachine({ launchDecoder });
  try {
    machine.granted.set('in', folder);
    const services = await machine.start();
    const project = (await services.projects.openFolder({ grant: 'in' })).id;
    const item = must((await gathered(services.projects.index({ project }))).flatMap((step) => step.items)[0], 'the clip').id;
    const { tag } = must((await gathered(services.video.open({ project, item }))).at(-1)?.clip, 'facts');
    const rows: Row[] = [];
    for (const [codec, encoder, ending] of PEERS) {
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round += 1) {
        const out = mkdtempSync(join(scratch, 'out-'));
        machine.granted.set('out', out);
        const began = performance.now();
        await gathered(services.video.review({ project, item, tag, order: crowd(codec), grant: 'out', name: 'review', replace: false }));
        ours.push(FRAMES / ((performance.now() - began) / 1000));
        theirs.push(FRAMES / (commandLine(join(folder, 'large1080.mp4'), { encoder, out: join(out, `plain.${ending}`) }) / 1000));
      }
      rows.push(row({ suite: 'video', case: `review clip, 1080p to ${codec}, twenty things drawn`, unit: 'frames/s', ours: median(ours), peer: { name: `ffmpeg ${encoder}, nothing drawn`, value: median(theirs) }, goal: 0.5, goalIs: 'ratio', better: 'higher' }));
    }
    return rows;
  } finally {
    await machine.remove();
  }
}

/** Twenty things that move, a quarter of them with bent outlines. */
function crowd(codec: ReviewCodec): ReviewOrder {
  const order = reviewOrderOf({ spans: [[0, FRAMES - 1]], codec });
  const things = Array.from({ length: 20 }, (_none, at) => {
    const [x, y] = [100 + (at % 5) * 340, 200 + Math.floor(at / 5) * 200];
    const shapeAt = (dx: number): Shape => (at % 4 === 0
      ? { kind: 'polygon', rings: [Array.from({ length: 40 }, (_corner, corner) => (corner * Math.PI) / 20).flatMap((angle) => [x + dx + 80 + 80 * Math.cos(angle), y + 60 + 60 * Math.sin(angle)])] }
      : { kind: 'box', x: x + dx, y, width: 160, height: 120, angle: 0 });
    return { id: TRACK.replace('a1', String(10 + at)), keys: [{ frame: 0, shape: shapeAt(0), occluded: at % 3 === 0 }, { frame: FRAMES, shape: shapeAt(120) }] };
  });
  const objects = things.map(({ id }, at) => ({ number: at + 1, track: id, label: 'car', color: '#e2445c' }));
  return { ...order, objects, records: things.flatMap(trackOf) };
}

function commandLine(path: string, { encoder, out }: { readonly encoder: string; readonly out: string }): number {
  const options = Object.entries(ENCODER_OPTIONS[encoder] ?? {}).flatMap(([name, value]) => [name === 'b' ? '-b:v' : `-${name}`, value]);
  const began = performance.now();
  const ran = spawnSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', '-i', path, '-frames:v', String(FRAMES), '-c:v', encoder, ...options, '-g', '30', '-pix_fmt', 'yuv420p', out]);
  return ran.status === 0 ? performance.now() - began : Number.NaN;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
