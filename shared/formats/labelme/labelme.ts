import type { Format, Source } from '../format.ts';
import { readLabelme } from './read.ts';

/** LabelMe's JSON, one file per picture; see the README beside. */
export const labelme: Format = { id: 'labelme', title: 'LabelMe (JSON)', fileName: '', sniff, read: readLabelme, write: null };

const LOOK = 64 * 1024;

/** `shapes` comes before the picture's own bytes in every version, so the beginning is enough for most files. */
async function sniff(source: Source): Promise<number> {
  for (const name of source.names.filter((file) => file.toLowerCase().endsWith('.json')).slice(0, 8)) {
    const bytes = await source.read(name);
    const head = new TextDecoder('utf-8').decode(bytes.subarray(0, LOOK));
    if (!head.includes('"shapes"')) continue;
    return head.includes('"imagePath"') || head.includes('"shape_type"') || bytes.length > LOOK ? 1 : 0.6;
  }
  return 0;
}
