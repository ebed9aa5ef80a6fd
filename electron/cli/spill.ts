import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { FormatDocument, FormatItem, TargetItem } from '#shared/formats/format.ts';
import type { DocumentRecord } from '#shared/model/records.ts';

/** Records that wait on disk, so that a conversion's memory grows with the number of pictures only, not with what is on them. */
export interface Spill {
  add(item: TargetItem, records: readonly DocumentRecord[]): Promise<void>;
  /** Everything that was added, picture by picture in the order of `items`. Nothing may be added afterwards. */
  documents(items: readonly FormatItem[]): AsyncGenerator<FormatDocument>;
  remove(): Promise<void>;
}

interface Place {
  readonly from: number;
  readonly length: number;
}

/** In the system's own folder for what may be lost. */
export async function openSpill(): Promise<Spill> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-convert-'));
  const path = join(folder, 'records.jsonl');
  const out = createWriteStream(path);
  const places = new Map<string, Place[]>();
  let at = 0;
  return {
    add: async (item, records) => {
      const line = Buffer.from(`${JSON.stringify(records)}\n`);
      const there = places.get(item.id);
      if (there === undefined) places.set(item.id, [{ from: at, length: line.length }]);
      else there.push({ from: at, length: line.length });
      at += line.length;
      if (!out.write(line)) await once(out, 'drain');
    },
    documents: async function* (items) {
      out.end();
      await finished(out);
      const file = await open(path, 'r');
      try {
        for (const item of items) {
          const records: DocumentRecord[] = [];
          for (const { from, length } of places.get(item.id) ?? []) {
            const { buffer } = await file.read(Buffer.alloc(length), 0, length, from);
            records.push(...(JSON.parse(buffer.toString('utf8')) as DocumentRecord[]));
          }
          yield { item, records };
        }
      } finally {
        await file.close();
      }
    },
    remove: async () => {
      out.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
