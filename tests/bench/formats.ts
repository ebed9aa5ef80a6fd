import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { must } from '#shared/base/must.ts';
import { uuidMaker } from '#shared/base/id.ts';
import { seeded } from '#shared/base/seeded.ts';
import { formatById } from '#shared/formats/registry.ts';
import { convert } from '../../electron/cli/convert.ts';
import { folderSource } from '../../electron/cli/folderSource.ts';
import { openOut } from '../../electron/cli/writeOut.ts';
import { row, type Row } from './row.ts';

const PICTURES = 100_000;
const BOXES = 10;

/**
 * A hundred thousand pictures with a million boxes from CVAT's XML into an archive of YOLO, in this process: how
 * fast, and how much memory. No figure is named for either; the goals are ten minutes, and what old machines can spare.
 */
export async function benchFormats(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-bench-'));
  try {
    await writeCvat(join(folder, 'annotations.xml'));
    const before = process.memoryUsage.rss();
    let peak = before;
    const started = performance.now();
    const pictures = await convertAll(folder, () => { peak = Math.max(peak, process.memoryUsage.rss()); });
    const seconds = (performance.now() - started) / 1000;
    return [
      row({ suite: 'formats', case: `convert ${PICTURES} pictures, ${PICTURES * BOXES} boxes: pictures`, unit: 'pictures/s', ours: pictures / seconds, goal: 500, better: 'higher' }),
      row({ suite: 'formats', case: `convert ${PICTURES} pictures, ${PICTURES * BOXES} boxes: memory`, unit: 'MB', ours: (peak - before) / 2 ** 20, goal: 800, better: 'lower' }),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeCvat(path: string): Promise<void> {
  const random = seeded(7);
  const out = createWriteStream(path);
  out.write('<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n');
  for (let at = 0; at < PICTURES; at += 1) {
    const boxes = Array.from({ length: BOXES }, () => {
      const [x, y] = [random.next() * 1800, random.next() * 1000];
      return `    <box label="class ${random.below(20)}" occluded="0" xtl="${x.toFixed(2)}" ytl="${y.toFixed(2)}" xbr="${(x + 50).toFixed(2)}" ybr="${(y + 40).toFixed(2)}" z_order="0">\n    </box>\n`;
    });
    if (!out.write(`  <image id="${at}" name="${Math.floor(at / 1000)}/${at}.jpg" width="1920" height="1080">\n${boxes.join('')}  </image>\n`)) await once(out, 'drain');
  }
  out.end('</annotations>\n');
  await finished(out);
}

async function convertAll(folder: string, look: () => void): Promise<number> {
  const [from, to] = [must(formatById('cvat-images'), 'a format'), must(formatById('yolo-detect'), 'a format')];
  const { source } = await folderSource(join(folder, 'annotations.xml'));
  const out = await openOut(join(folder, 'yolo.zip'), { format: to, replace: false, now: 0 });
  const newId = uuidMaker({ now: () => 0, ticks: () => 0 }, seeded(8).bytes);
  const { pictures } = await convert({ from, to, source, sink: out.sink, sizeOf: () => Promise.resolve(null), newId, now: 0, onProgress: look, signal: null });
  await out.finish();
  return pictures;
}
