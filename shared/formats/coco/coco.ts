import type { Format, Source } from '../format.ts';
import { readCoco } from './read.ts';
import { writeCoco } from './write.ts';

/** COCO object detection and instance segmentation; see the README beside. */
export const coco: Format = { id: 'coco', title: 'COCO (instances)', fileName: 'instances.json', sniff, read: readCoco, write: writeCoco };

/** Looks at the beginning only: the file may be hundreds of megabytes. */
const LOOK = 64 * 1024;

async function sniff(source: Source): Promise<number> {
  for (const name of source.names.filter((file) => file.toLowerCase().endsWith('.json')).slice(0, 8)) {
    const bytes = await source.read(name);
    const head = new TextDecoder('utf-8').decode(bytes.subarray(0, LOOK));
    const tail = new TextDecoder('utf-8').decode(bytes.subarray(Math.max(0, bytes.length - LOOK)));
    const keys = ['"images"', '"annotations"', '"categories"'].filter((key) => head.includes(key) || tail.includes(key)).length;
    if (head.includes('"shapes"') && head.includes('"imagePath"')) return 0;
    if (keys >= 2) return keys === 3 ? 1 : 0.8;
    if (head.includes('"file_name"') || head.includes('"image_id"')) return 0.6;
  }
  return 0;
}
